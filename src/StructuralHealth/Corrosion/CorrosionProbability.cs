namespace EdgeTwin.StructuralHealth.Corrosion;

/// <summary>Classes of ASTM C876 (appendix X1) for potentials of uncoated reinforcing steel against copper sulphate. They say how probable corrosion is, not how fast it goes.</summary>
public enum CorrosionProbability
{
    /// <summary>No measurement.</summary>
    Unknown,

    /// <summary>More positive than -200 mV: more than 90 % probability that no reinforcing steel corrodes.</summary>
    Unlikely,

    /// <summary>From -200 to -350 mV: corrosion is uncertain.</summary>
    Uncertain,

    /// <summary>More negative than -350 mV: more than 90 % probability that reinforcing steel corrodes.</summary>
    Likely,
}
