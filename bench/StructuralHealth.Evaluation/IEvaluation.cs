namespace EdgeTwin.StructuralHealth.Evaluation;

/// <summary>Proves a part of the mathematics on one set of recordings. Blind: nothing in it is chosen per recording, the truth is only compared with.</summary>
internal interface IEvaluation
{
    /// <summary>Folder of the set below the recordings; also its name in the table.</summary>
    string Set { get; }

    /// <param name="recordings">The folder that holds all sets.</param>
    IEnumerable<EvaluationRow> Run(string recordings);
}
