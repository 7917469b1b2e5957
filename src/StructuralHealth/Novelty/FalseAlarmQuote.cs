namespace EdgeTwin.StructuralHealth.Novelty;

/// <summary>What a threshold costs in false alarms, estimated from scores of windows that the model had not seen.</summary>
/// <param name="PerYear">Expected false alarms per year of undisturbed operation under the baseline's conditions.</param>
/// <param name="Low">Lower end of the 90 % interval of <paramref name="PerYear"/> (profile likelihood); 0 where the tail may end below the threshold.</param>
/// <param name="High">Upper end of that interval.</param>
/// <param name="PersistenceWindows">Consecutive windows above the threshold that make an alarm.</param>
/// <param name="WindowsPerYear">Windows in a year.</param>
/// <param name="HeldOutWindows">Held-out windows behind the estimate.</param>
/// <param name="Peaks">Separate excursions of the held-out scores behind the tail.</param>
public sealed record FalseAlarmQuote(
    double PerYear, double Low, double High, int PersistenceWindows, double WindowsPerYear, int HeldOutWindows, int Peaks);
