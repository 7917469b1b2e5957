namespace EdgeTwin.StructuralHealth.Moisture;

/// <summary>Service class of a climate and what it rests on.</summary>
/// <param name="Class">The class.</param>
/// <param name="Weeks">Weeks judged.</param>
/// <param name="WeeksAbove65PerYear">Weeks a year with a mean humidity above 65 %.</param>
/// <param name="WeeksAbove85PerYear">Weeks a year with a mean humidity above 85 %.</param>
/// <param name="IsProvisional">Whether less than a year was judged: the missing season may change the class.</param>
public sealed record ServiceClassResult(ServiceClass Class, int Weeks, double WeeksAbove65PerYear, double WeeksAbove85PerYear, bool IsProvisional);
