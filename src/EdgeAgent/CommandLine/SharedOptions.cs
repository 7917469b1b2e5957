using System.CommandLine;
using System.Globalization;
using System.Numerics;

namespace EdgeTwin.EdgeAgent.CommandLine;

/// <summary>Options that several commands have.</summary>
internal static class SharedOptions
{
    public static Option<string?> State() => new("--state", "-s")
    {
        Description = "The station's state directory. Default: $STATE_DIRECTORY, else ./state.",
        HelpName = "DIR",
    };

    public static Option<string?> Config() => new("--config", "-c")
    {
        Description = "The station file. Without it: the simulated reference station that is built in.",
        HelpName = "FILE",
    };

    public static Option<bool> Json() => new("--json")
    {
        Description = "Print the answer as JSON, for programs.",
    };

    /// <summary>An option that takes a number; <paramref name="advice"/> is what a person reads after writing anything else.</summary>
    public static Option<T?> Number<T>(string name, string helpName, string description, Func<T, bool> accepts, string advice)
        where T : struct, INumber<T> => new(name)
        {
            Description = description,
            HelpName = helpName,
            CustomParser = result =>
            {
                const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
                if (T.TryParse(result.Tokens[0].Value, Style, CultureInfo.InvariantCulture, out var number) && accepts(number))
                    return number;
                result.AddError($"{name} {result.Tokens[0].Value}: {advice}");
                return null;
            },
        };
}
