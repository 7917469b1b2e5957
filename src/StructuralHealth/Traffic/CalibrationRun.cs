namespace EdgeTwin.StructuralHealth.Traffic;

/// <summary>One passage of a known vehicle, with the strain that it made. Made by <see cref="WeighInMotion.RunOf"/>.</summary>
public sealed class CalibrationRun
{
    internal CalibrationRun(KnownVehicle vehicle, PassageStrain strain, string refusal)
    {
        Vehicle = vehicle;
        Strain = strain;
        Refusal = refusal;
    }

    /// <summary>The vehicle.</summary>
    public KnownVehicle Vehicle { get; }

    /// <summary>Why the run cannot be used; empty when it can.</summary>
    public string Refusal { get; }

    internal PassageStrain Strain { get; }
}
