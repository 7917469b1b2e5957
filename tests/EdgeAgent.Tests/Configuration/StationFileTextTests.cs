using System.Text;
using EdgeTwin.EdgeAgent.Configuration;

namespace EdgeTwin.EdgeAgent.Tests.Configuration;

/// <summary>Texts that are no station file at all.</summary>
public sealed class StationFileTextTests
{
    [Fact]
    public void Parse_SyntaxError_NamesLineAndColumn()
    {
        var error = Assert.Single(StationText.Parse("{\n  \"gateway\": {\n    \"owner\" \"county\"\n  }\n}").Errors);

        Assert.Equal(3, error.Line);
        Assert.Equal("", error.Path);
        Assert.Contains("column 13", error.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "the file is empty")]
    [InlineData(" \n ", "the file is empty")]
    [InlineData("[]", "is a list")]
    [InlineData("{}{}", "not valid JSON")]
    [InlineData("{\"gateway\": \"\\ud800\"}", "\\u escape")]
    public void Parse_NoStation_SaysWhatItIs(string text, string words)
    {
        var errors = StationText.Parse(text).Errors;

        Assert.Contains(words, errors[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_NotUtf8_NamesTheLine()
    {
        var result = StationFile.Parse([.. "{\n\""u8, 0xFF, .. "\": 1}"u8], "latin1.json");

        Assert.Equal((2, "the text is not UTF-8"), (result.Errors[0].Line, result.Errors[0].Problem));
    }

    [Fact]
    public void Parse_ByteOrderMark_IsAccepted()
    {
        var result = StationFile.Parse([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(StationText.Valid)], "bom.json");

        Assert.Empty(result.Errors);
    }

    [Theory]
    [InlineData(32, "is a list")]
    [InlineData(33, "nested deeper than 32 levels")]
    public void Parse_Nesting_EndsAt32(int depth, string words)
    {
        var errors = StationText.Parse(new string('[', depth) + new string(']', depth)).Errors;

        Assert.Contains(words, errors[0].Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void Load_FileOfOneMebibyte_IsTheLargestAccepted(int bytesMore, bool isValid)
    {
        var path = Path.Combine(RepositoryFiles.TemporaryFolder("station"), "station.json");
        var text = Encoding.UTF8.GetBytes(StationText.Valid);
        File.WriteAllBytes(path, [.. text, .. Enumerable.Repeat((byte)' ', StationFile.MaximumBytes + bytesMore - text.Length)]);

        var result = StationFile.Load(path);

        Assert.Equal(isValid, result.IsValid);
        Assert.Equal(isValid, !result.Errors.Any(error => error.Problem.Contains("larger than 1 MiB", StringComparison.Ordinal)));
    }

    [Fact]
    public void Load_NoFile_IsAnErrorAndNoException()
    {
        var path = Path.Combine(RepositoryFiles.TemporaryFolder("station"), "absent.json");

        var result = StationFile.Load(path);

        Assert.Equal($"{path}: there is no such file; check the path", Assert.Single(result.Errors).Describe(path));
    }

    [Fact]
    public void Load_Folder_IsAnErrorAndNoException()
    {
        var result = StationFile.Load(RepositoryFiles.TemporaryFolder("station"));

        Assert.Contains("is a folder", Assert.Single(result.Errors).Problem, StringComparison.Ordinal);
    }
}
