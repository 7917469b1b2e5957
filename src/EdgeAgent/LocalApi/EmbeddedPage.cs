using System.Collections.Frozen;
using System.IO.Compression;
using System.Security.Cryptography;

namespace EdgeTwin.EdgeAgent.LocalApi;

/// <summary>
/// The built page, embedded in the agent as brotli and gzip. Files below <c>assets/</c> have a hash in their name and may be kept for ever;
/// the others are checked each time. A client without either encoding gets the gzip form unpacked.
/// </summary>
internal sealed class EmbeddedPage
{
    private const string ResourcePrefix = "web/";
    private const string KeepForEver = "public, max-age=31536000, immutable";
    private const string CheckEachTime = "no-cache";

    private readonly FrozenDictionary<string, Asset> _assets;

    private EmbeddedPage(FrozenDictionary<string, Asset> assets) => _assets = assets;

    public static EmbeddedPage Load()
    {
        var assets = new Dictionary<string, Asset>(StringComparer.Ordinal);
        foreach (var name in typeof(EmbeddedPage).Assembly.GetManifestResourceNames())
        {
            if (name.StartsWith(ResourcePrefix, StringComparison.Ordinal) && name.EndsWith(".gz", StringComparison.Ordinal))
            {
                var path = name[ResourcePrefix.Length..^3];
                assets[path] = new Asset(path, ReadResource(name), ReadResource(name[..^3] + ".br"));
            }
        }

        return new EmbeddedPage(assets.ToFrozenDictionary(StringComparer.Ordinal));
    }

    public async Task HandleAsync(HttpContext context)
    {
        var path = context.Request.Path.Value?.TrimStart('/') ?? "";
        if (!_assets.TryGetValue(path.Length == 0 ? "index.html" : path, out var asset))
        {
            await Answers.ProblemAsync(context, StatusCodes.Status404NotFound, "Not found", _assets.Count > 0
                ? "There is nothing at this address. The page is at /, the data at /api/snapshot."
                : "This build of the agent was made without the page. The data is at /api/snapshot.");
            return;
        }

        var response = context.Response;
        response.Headers.CacheControl = asset.Path.StartsWith("assets/", StringComparison.Ordinal) ? KeepForEver : CheckEachTime;
        response.Headers.ETag = asset.Tag;
        response.Headers.Vary = "Accept-Encoding";
        if (context.Request.Headers.IfNoneMatch.ToString().Contains(asset.Tag, StringComparison.Ordinal))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        await SendAsync(context, asset);
    }

    private static async Task SendAsync(HttpContext context, Asset asset)
    {
        var accepted = context.Request.Headers.AcceptEncoding.ToString();
        var response = context.Response;
        response.ContentType = asset.ContentType;
        if (accepted.Contains("br", StringComparison.Ordinal))
            await SendAsync(context, asset.Brotli, "br");
        else if (accepted.Contains("gzip", StringComparison.Ordinal))
            await SendAsync(context, asset.Gzip, "gzip");
        else if (!HttpMethods.IsHead(context.Request.Method))
        {
            using var unpacked = new GZipStream(new MemoryStream(asset.Gzip), CompressionMode.Decompress);
            await unpacked.CopyToAsync(response.Body, context.RequestAborted);
        }
    }

    private static async Task SendAsync(HttpContext context, byte[] body, string encoding)
    {
        context.Response.Headers.ContentEncoding = encoding;
        context.Response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
            await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    private static byte[] ReadResource(string name)
    {
        using var stream = typeof(EmbeddedPage).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The build did not embed '{name}'.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private sealed record Asset(string Path, byte[] Gzip, byte[] Brotli)
    {
        public string Tag { get; } = $"\"{Convert.ToHexStringLower(SHA256.HashData(Gzip).AsSpan(0, 8))}\"";

        public string ContentType { get; } = System.IO.Path.GetExtension(Path) switch
        {
            ".html" => "text/html; charset=utf-8",
            ".js" => "text/javascript; charset=utf-8",
            ".css" => "text/css; charset=utf-8",
            ".svg" => "image/svg+xml",
            ".webmanifest" => "application/manifest+json",
            _ => "application/octet-stream",
        };
    }
}
