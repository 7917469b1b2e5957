using System.Numerics;
using System.Text;
using System.Text.Json;

namespace EdgeTwin.StructuralHealth.MiniSeed;

/// <summary>Refuses write options that no record can be made of, naming the option and what is permitted.</summary>
internal static class MiniSeedWriteOptionsCheck
{
    public static void Validate(MiniSeedWriteOptions options)
    {
        if (options.FormatVersion is not (2 or 3))
            throw Refuse(nameof(options.FormatVersion), options.FormatVersion, "it is 2 or 3");
        if (!MiniSeedEncodings.IsSupported(options.Encoding))
            throw Refuse(nameof(options.Encoding), (byte)options.Encoding, $"known are {string.Join(", ", MiniSeedEncodings.Names)}");
        if (!Enum.IsDefined(options.SteimOverflow))
            throw Refuse(nameof(options.SteimOverflow), options.SteimOverflow, "it is WriteInt32 or Refuse");
        if (options.RecordBytes is < 128 or > 1 << 20)
            throw Refuse(nameof(options.RecordBytes), options.RecordBytes, $"it lies between 128 and {1 << 20}");
        ValidateRate(options);
        ValidateIdentifier(options.SourceIdentifier);
        if (options.TimingQualityPercent is < 0 or > 100)
            throw Refuse(nameof(options.TimingQualityPercent), options.TimingQualityPercent, "it lies between 0 and 100 %");
        if (options.FormatVersion == 2)
            ValidateVersion2(options);
        else
            ValidateVersion3(options);
    }

    private static void ValidateRate(MiniSeedWriteOptions options)
    {
        var isText = options.Encoding == MiniSeedEncoding.Text;
        var isValid = isText ? options.SampleRateHz == 0 : options.SampleRateHz is > 0 and <= 1e9;
        if (!isValid)
            throw Refuse(nameof(options.SampleRateHz), options.SampleRateHz, isText ? "text has the rate 0" : "it lies above 0 and at or below 1e9 Hz");
    }

    private static void ValidateIdentifier(FdsnSourceIdentifier identifier)
    {
        if (!FdsnSourceIdentifier.TryParse(identifier.ToString(), out _, out var fault))
            throw Refuse(nameof(MiniSeedWriteOptions.SourceIdentifier), identifier, fault);
    }

    private static void ValidateVersion2(MiniSeedWriteOptions options)
    {
        if (!options.SourceIdentifier.FitsSeed())
            throw Refuse(nameof(options.SourceIdentifier), options.SourceIdentifier, "version 2 takes 2 characters of network and location, 5 of station, and one each of band, source and subsource");
        if (!BitOperations.IsPow2(options.RecordBytes))
            throw Refuse(nameof(options.RecordBytes), options.RecordBytes, "version 2 takes powers of two");
        if (options.PublicationVersion is < 1 or > 4)
            throw Refuse(nameof(options.PublicationVersion), options.PublicationVersion, "version 2 takes 1 to 4");
        if (options.FirstSequenceNumber is < 1 or > 999_999)
            throw Refuse(nameof(options.FirstSequenceNumber), options.FirstSequenceNumber, "it lies between 1 and 999999");
        if (options.ExtraHeaders.Length > 0)
            throw Refuse(nameof(options.ExtraHeaders), options.ExtraHeaders, "version 2 has no extra headers");
        if (options.SampleRateHz is > 0 and < 1e-9)
            throw Refuse(nameof(options.SampleRateHz), options.SampleRateHz, "version 2 takes 1e-9 Hz and more");
    }

    private static void ValidateVersion3(MiniSeedWriteOptions options)
    {
        if (options.PublicationVersion is < 1 or > 255)
            throw Refuse(nameof(options.PublicationVersion), options.PublicationVersion, "it lies between 1 and 255");
        if (options.ExtraHeaders.Length == 0)
            return;
        if (Encoding.UTF8.GetByteCount(options.ExtraHeaders) > ushort.MaxValue)
            throw Refuse(nameof(options.ExtraHeaders), $"of {options.ExtraHeaders.Length} characters", $"they have at most {ushort.MaxValue} bytes");
        try
        {
            using var json = JsonDocument.Parse(options.ExtraHeaders);
            if (json.RootElement.ValueKind != JsonValueKind.Object)
                throw Refuse(nameof(options.ExtraHeaders), json.RootElement.ValueKind, "they are one JSON object");
        }
        catch (JsonException exception)
        {
            throw new ArgumentException($"{nameof(options.ExtraHeaders)} is no JSON: {exception.Message}", nameof(options), exception);
        }
    }

    private static ArgumentException Refuse(string option, object? value, string permitted) =>
        new(FormattableString.Invariant($"{option} is {value}; {permitted}."), option);
}
