namespace EdgeTwin.StructuralHealth.Traffic;

/// <summary>Which way a vehicle went.</summary>
public enum TrafficDirection
{
    /// <summary>Not known.</summary>
    Unknown,

    /// <summary>From the first gauge to the second.</summary>
    FirstToSecond,

    /// <summary>From the second gauge to the first.</summary>
    SecondToFirst,
}
