using System.IO.Compression;
using System.Net;
using System.Text.RegularExpressions;

namespace EdgeTwin.EdgeAgent.Tests.LocalApi;

public sealed partial class EmbeddedPageTests
{
    [Fact]
    public async Task Page_AskedForPlain_IsUnpackedAndNamesOnlyItsOwnFiles()
    {
        await using var host = await LocalApiHost.StartAsync();

        using var response = await host.Client.GetAsync("/");
        var html = await response.Content.ReadAsStringAsync();

        Assert.Equal("text/html; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        Assert.Contains("<div id=\"app\">", html, StringComparison.Ordinal);
        Assert.DoesNotContain("://", html, StringComparison.Ordinal);
        Assert.DoesNotMatch("<script(?![^>]* src=)", html);
        Assert.Equal("no-cache", response.Headers.CacheControl?.ToString());
        Assert.StartsWith("default-src 'self'", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
    }

    [Theory]
    [InlineData("br")]
    [InlineData("gzip")]
    public async Task Asset_AskedForCompressed_IsSentAsBuiltAndMayBeKeptForEver(string encoding)
    {
        await using var host = await LocalApiHost.StartAsync();
        var path = AssetName().Match(await host.Client.GetStringAsync("/")).Value;
        var plain = await host.Client.GetByteArrayAsync(path);
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Accept-Encoding", encoding);

        using var response = await host.Client.SendAsync(request);

        Assert.Equal(encoding, response.Content.Headers.ContentEncoding.Single());
        Assert.Contains("immutable", response.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        Assert.Equal(plain, Unpack(await response.Content.ReadAsByteArrayAsync(), encoding));
    }

    [Fact]
    public async Task Page_AskedForAgain_IsNotSentAgain()
    {
        await using var host = await LocalApiHost.StartAsync();
        using var first = await host.Client.GetAsync("/");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);

        using var second = await host.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
        Assert.Empty(await second.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("/assets/none.js")]
    [InlineData("/%2e%2e/%2e%2e/etc/passwd")]
    [InlineData("/index.html.br")]
    public async Task UnknownPath_IsNotFoundInWords(string path)
    {
        await using var host = await LocalApiHost.StartAsync();

        using var response = await host.Client.GetAsync(path);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("The page is at /", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static byte[] Unpack(byte[] packed, string encoding)
    {
        using var source = new MemoryStream(packed);
        using Stream unpacking = encoding == "br" ? new BrotliStream(source, CompressionMode.Decompress) : new GZipStream(source, CompressionMode.Decompress);
        using var plain = new MemoryStream();
        unpacking.CopyTo(plain);
        return plain.ToArray();
    }

    [GeneratedRegex("/assets/[^\"]+\\.js")]
    private static partial Regex AssetName();
}
