namespace EdgeTwin.StructuralHealth.Bench.Kernels;

/// <summary>
/// One computation that is timed against the same computation in Python on the same numbers. A new kernel is one class here, its line in
/// <see cref="KernelComparison"/>, and one function of the same name in kernels.py.
/// </summary>
internal interface IKernel
{
    /// <summary>Name of the function in kernels.py.</summary>
    string Name { get; }

    /// <summary>The work of one run in words.</summary>
    string Work { get; }

    /// <summary>Least ratio of Python's time to ours; 0 where it is only to be known.</summary>
    double TargetRatio { get; }

    /// <summary>Whether a run happens per window or block of the station, and so must allocate nothing once warm.</summary>
    bool IsPerWindow { get; }

    /// <summary>Largest relative difference of the results that counts as the same.</summary>
    double Tolerance => 1e-9;

    /// <summary>Whether the result is a signal that passes through zero: differences are then taken relative to its largest value, not to each.</summary>
    bool IsSignal => false;

    /// <summary>Numbers that Python's function gets as arrays of its keyword arguments; a single value arrives as a number.</summary>
    IReadOnlyDictionary<string, double[]> Inputs { get; }

    /// <summary>Does the work once.</summary>
    void Run();

    /// <summary>What the last run computed, in the order in which Python's function returns it.</summary>
    double[] Result();
}
