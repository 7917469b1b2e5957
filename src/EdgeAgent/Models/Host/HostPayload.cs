using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace EdgeTwin.EdgeAgent.Models.Host;

/// <summary>What a model answered for one window.</summary>
/// <param name="Score">The model's score.</param>
/// <param name="Index">Score divided by the threshold of a complete window.</param>
/// <param name="Contributions">One per feature.</param>
/// <param name="Expected">One per feature, in its unit.</param>
internal sealed record HostScore(double Score, double Index, double[] Contributions, double[] Expected);

/// <summary>Payloads of the frames; both ends run on the same machine, so numbers travel as they lie in memory.</summary>
internal static class HostPayload
{
    public static byte[] ScoreRequest(ReadOnlySpan<double> features, ReadOnlySpan<double> covariates) =>
        [.. Numbers(features), .. Numbers(covariates)];

    public static (double[] Features, double[] Covariates) ReadScoreRequest(ReadOnlySpan<byte> payload)
    {
        var features = ReadNumbers(ref payload);
        return (features, ReadNumbers(ref payload));
    }

    public static byte[] ScoreAnswer(HostScore score) =>
        [.. Numbers([score.Score, score.Index]), .. Numbers(score.Contributions), .. Numbers(score.Expected)];

    public static HostScore ReadScoreAnswer(ReadOnlySpan<byte> payload)
    {
        var head = ReadNumbers(ref payload);
        if (head.Length != 2)
            throw new InvalidDataException("The model host's answer has no score.");
        var contributions = ReadNumbers(ref payload);
        return new HostScore(head[0], head[1], contributions, ReadNumbers(ref payload));
    }

    private static byte[] Numbers(ReadOnlySpan<double> numbers)
    {
        var bytes = new byte[4 + 8 * numbers.Length];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, numbers.Length);
        MemoryMarshal.AsBytes(numbers).CopyTo(bytes.AsSpan(4));
        return bytes;
    }

    private static double[] ReadNumbers(ref ReadOnlySpan<byte> payload)
    {
        var count = payload.Length < 4 ? -1 : BinaryPrimitives.ReadInt32LittleEndian(payload);
        if (count < 0 || count > (payload.Length - 4) / 8)
            throw new InvalidDataException("A list of numbers between agent and model host is cut short.");
        var numbers = MemoryMarshal.Cast<byte, double>(payload.Slice(4, 8 * count)).ToArray();
        payload = payload[(4 + 8 * count)..];
        return numbers;
    }
}
