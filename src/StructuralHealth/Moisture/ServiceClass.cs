namespace EdgeTwin.StructuralHealth.Moisture;

/// <summary>Service classes of EN 1995-1-1, 2.3.1.3.</summary>
public enum ServiceClass
{
    /// <summary>Air above 65 % humidity only a few weeks a year; most softwood stays below 12 % moisture.</summary>
    Class1 = 1,

    /// <summary>Air above 85 % humidity only a few weeks a year; most softwood stays below 20 % moisture.</summary>
    Class2 = 2,

    /// <summary>Wetter than class 2.</summary>
    Class3 = 3,
}
