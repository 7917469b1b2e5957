using System.Globalization;
using MathNet.Numerics.LinearAlgebra;

namespace EdgeTwin.StructuralHealth.Traffic;

/// <summary>
/// Bridge weigh-in-motion: influence lines from known vehicles, axle loads by least squares of the strain at both gauges
/// (F. Moses, ASCE Transp. Eng. J. 105, 1979, 233-249). Without calibration there are no weights;
/// a passage that <see cref="VehicleDetector"/> did not resolve, or whose strain the axles do not explain, is refused.
/// </summary>
public static class WeighInMotion
{
    /// <summary>Runs from which on the calibration knows its own scatter.</summary>
    public const int FewestRunsForScatter = 5;

    /// <summary>Makes a calibration run of a passage of a known vehicle; it says so itself if it cannot be used.</summary>
    /// <param name="firstMicrostrain">Strain of the first gauge, as given to the detector.</param>
    /// <param name="secondMicrostrain">Strain of the second gauge.</param>
    /// <param name="sampleRateHz">Sample rate.</param>
    /// <param name="passage">The passage.</param>
    /// <param name="vehicle">What it was.</param>
    /// <param name="options">Limits.</param>
    public static CalibrationRun RunOf(
        ReadOnlySpan<double> firstMicrostrain, ReadOnlySpan<double> secondMicrostrain, double sampleRateHz, VehiclePassage passage, KnownVehicle vehicle, WeighingOptions options)
    {
        ArgumentNullException.ThrowIfNull(passage);
        ArgumentNullException.ThrowIfNull(vehicle);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        if (!passage.IsResolved)
            throw new ArgumentException($"The passage was not resolved ({passage.Refusal}); it cannot calibrate.", nameof(passage));
        var strain = new PassageStrain(firstMicrostrain, secondMicrostrain, sampleRateHz, passage, options.ReachM);
        return new CalibrationRun(vehicle, strain, Refusal(passage, vehicle, options));
    }

    /// <summary>Measures the influence lines, and by leaving out each run in turn how well they weigh.</summary>
    /// <param name="runs">Runs; those with a refusal are left out.</param>
    /// <param name="options">Limits.</param>
    /// <exception cref="ArgumentException">No run can be used.</exception>
    public static WeighCalibration Calibrate(IReadOnlyList<CalibrationRun> runs, WeighingOptions options)
    {
        ArgumentNullException.ThrowIfNull(runs);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        CalibrationRun[] used = [.. runs.Where(run => run.Refusal.Length == 0)];
        if (used.Length == 0)
            throw new ArgumentException("No calibration run can be used: " + string.Join("; ", runs.Select(run => run.Refusal).DefaultIfEmpty("there is none")) + ".", nameof(runs));
        var lines = Lines(used, options);
        if (used.Length < FewestRunsForScatter)
            return new WeighCalibration(lines.First, lines.Second, used.Length, options.AssumedUncertainty, IsUncertaintyMeasured: false);
        var square = 0.0;
        for (var left = 0; left < used.Length; left++)
        {
            var others = Lines([.. used.Where((_, index) => index != left)], options);
            var loads = Solve(used[left].Strain, used[left].Vehicle.AxleSpacingsM, others.First, others.Second).Loads;
            var error = (loads.Sum() / used[left].Vehicle.GrossWeightKN) - 1;
            square += error * error;
        }

        return new WeighCalibration(lines.First, lines.Second, used.Length, Math.Sqrt(square / used.Length), IsUncertaintyMeasured: true);
    }

    /// <summary>Weighs one passage.</summary>
    /// <param name="firstMicrostrain">Strain of the first gauge, as given to the detector.</param>
    /// <param name="secondMicrostrain">Strain of the second gauge.</param>
    /// <param name="sampleRateHz">Sample rate.</param>
    /// <param name="passage">The passage.</param>
    /// <param name="calibration">From <see cref="Calibrate"/> on the same gauges and lane.</param>
    /// <param name="options">Limits.</param>
    public static VehicleWeight Weigh(
        ReadOnlySpan<double> firstMicrostrain, ReadOnlySpan<double> secondMicrostrain, double sampleRateHz, VehiclePassage passage, WeighCalibration calibration, WeighingOptions options)
    {
        ArgumentNullException.ThrowIfNull(passage);
        ArgumentNullException.ThrowIfNull(calibration);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        if (!passage.IsResolved)
            return Refused(double.NaN, $"the passage was not resolved ({passage.Refusal})");
        var strain = new PassageStrain(firstMicrostrain, secondMicrostrain, sampleRateHz, passage, options.ReachM);
        var (loads, deviation, misfit) = Solve(strain, passage.AxleSpacingsM, calibration.First, calibration.Second);
        if (!(misfit <= options.MisfitLimit))
        {
            return Refused(misfit, string.Create(
                CultureInfo.InvariantCulture, $"the axles leave {misfit:P0} of the strain unexplained ({options.MisfitLimit:P0} is allowed): another lane, or more than one vehicle"));
        }

        if (loads.Any(load => load < 0))
            return Refused(misfit, "an axle came out lighter than nothing");
        var gross = loads.Sum();

        // Strain that is taken for slower or faster than it was is explained by lighter or heavier axles in about the same proportion.
        var relative = Math.Sqrt(Math.Pow(calibration.RelativeUncertainty, 2) + Math.Pow(passage.SpeedUncertaintyMps / passage.SpeedMps, 2));
        var uncertainty = Math.Sqrt((deviation * deviation) + Math.Pow(relative * gross, 2));
        return new VehicleWeight(gross, uncertainty, loads, misfit, Refusal: "");
    }

    private static VehicleWeight Refused(double misfit, string why) => new(double.NaN, double.NaN, [], misfit, why);

    private static string Refusal(VehiclePassage passage, KnownVehicle vehicle, WeighingOptions options)
    {
        if (passage.AxleSpacingsM.Count != vehicle.AxleSpacingsM.Count)
            return $"the known vehicle has {vehicle.AxleLoadsKN.Count} axles, the gauges saw {passage.AxleSpacingsM.Count + 1}";
        for (var axle = 0; axle < vehicle.AxleSpacingsM.Count; axle++)
        {
            if (Math.Abs(passage.AxleSpacingsM[axle] - vehicle.AxleSpacingsM[axle]) > Math.Max(0.15, options.SpacingTolerance * vehicle.AxleSpacingsM[axle]))
                return string.Create(CultureInfo.InvariantCulture, $"spacing {axle + 1} is {passage.AxleSpacingsM[axle]:0.00} m by the gauges and {vehicle.AxleSpacingsM[axle]:0.00} m in truth");
        }

        return "";
    }

    private static (InfluenceLine First, InfluenceLine Second) Lines(IReadOnlyList<CalibrationRun> runs, WeighingOptions options) =>
        (InfluenceLineFit.Fit(runs, 0, options), InfluenceLineFit.Fit(runs, 1, options));

    /// <summary>Axle loads with one zero per gauge, the standard deviation of their sum from the residual, and the misfit.</summary>
    private static (double[] Loads, double GrossDeviation, double Misfit) Solve(PassageStrain strain, IReadOnlyList<double> spacingsM, InfluenceLine first, InfluenceLine second)
    {
        var axles = spacingsM.Count + 1;
        var rows = 2 * strain.Samples;
        var design = Matrix<double>.Build.Dense(rows, axles + 2);
        var measured = Vector<double>.Build.Dense(rows);
        for (var gauge = 0; gauge < 2; gauge++)
        {
            for (var sample = 0; sample < strain.Samples; sample++)
                FillRow(design, measured, (gauge * strain.Samples) + sample, strain, gauge, sample, spacingsM, gauge == 0 ? first : second);
        }

        var inverse = design.TransposeThisAndMultiply(design).PseudoInverse();
        var solution = inverse * design.TransposeThisAndMultiply(measured);
        var residual = measured - (design * solution);
        var variance = residual.DotProduct(residual) / Math.Max(1, rows - axles - 2);

        // What is left follows the vehicle (dynamics, an influence line not quite right): it has only about as many independent values as the passage has axles and ends.
        var independent = Math.Min(rows, 4 * (axles + 1));
        var spread = inverse.SubMatrix(0, axles, 0, axles).RowSums().Sum() * variance * rows / independent;
        var peak = Enumerable.Range(0, rows).Max(row => Math.Abs(measured[row] - solution[axles + (row / strain.Samples)]));
        return ([.. solution.Take(axles)], Math.Sqrt(spread), Math.Sqrt(residual.DotProduct(residual) / rows) / peak);
    }

    private static void FillRow(
        Matrix<double> design, Vector<double> measured, int row, PassageStrain strain, int gauge, int sample, IReadOnlyList<double> spacingsM, InfluenceLine line)
    {
        var value = strain.Strain(gauge, sample);
        if (!double.IsFinite(value))
            return;
        measured[row] = value;
        design[row, spacingsM.Count + 1 + gauge] = 1;
        var behind = 0.0;
        for (var axle = 0; axle <= spacingsM.Count; axle++)
        {
            behind += axle == 0 ? 0 : spacingsM[axle - 1];
            design[row, axle] = line.At(strain.Place(gauge, sample, behind));
        }
    }
}
