using EdgeTwin.StructuralHealth.Evaluation;

// Prints the table of target and result; exit code 1 when a target is missed.
//   EdgeTwin.StructuralHealth.Evaluation RECORDINGS [SET…]
if (args.Length == 0 || !Directory.Exists(args[0]))
{
    Console.Error.WriteLine("The folder of the recordings is missing; give it as the first argument.");
    return 2;
}

var missed = 0;
var reached = 0;
foreach (var evaluation in Evaluations.All.Where(evaluation => args.Length == 1 || args.Skip(1).Contains(evaluation.Set)))
{
    Console.WriteLine($"{Environment.NewLine}{evaluation.Set}");
    foreach (var row in evaluation.Run(args[0]))
    {
        var mark = row.Target == EvaluationRow.Reported ? " " : row.Met ? "+" : "-";
        Console.WriteLine($" {mark} {row.What}{Environment.NewLine}     target {row.Target}; result {row.Result}");
        missed += row.Met ? 0 : 1;
        reached += row.Met && row.Target != EvaluationRow.Reported ? 1 : 0;
    }
}

Console.WriteLine($"{Environment.NewLine}{reached} targets met, {missed} missed");
return missed > 0 ? 1 : 0;
