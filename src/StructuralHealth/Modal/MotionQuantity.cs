namespace EdgeTwin.StructuralHealth.Modal;

/// <summary>What a channel measures: how often the displacement was differentiated, which is how many quarter turns its phase leads.</summary>
public enum MotionQuantity
{
    /// <summary>Displacement, or anything in proportion to it, such as strain, force or inclination.</summary>
    Displacement = 0,

    /// <summary>Velocity.</summary>
    Velocity = 1,

    /// <summary>Acceleration.</summary>
    Acceleration = 2,
}
