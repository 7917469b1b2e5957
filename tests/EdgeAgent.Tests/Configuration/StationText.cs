using System.Text;
using EdgeTwin.EdgeAgent.Configuration;

namespace EdgeTwin.EdgeAgent.Tests.Configuration;

/// <summary>A valid station file that a test changes in one place.</summary>
internal static class StationText
{
    public const string Valid = """
        {
          // comments and trailing commas are allowed
          "gateway": { "owner": "county", "id": "mill-bridge" },
          "structure": {
            "id": "b-1",
            "spans": [
              {
                "id": "span-1",
                "lengthM": 30,
                "members": [
                  { "id": "west", "name": "West", "fromM": 0, "toM": 15 },
                  { "id": "east", "name": "East", "fromM": 15, "toM": 30 },
                ],
              },
            ],
          },
          "sensors": [
            {
              "id": "acc-1",
              "kind": "adxl355",
              "bus": { "type": "spi", "bus": 0, "chipSelect": 0 },
              "sampleRateHz": 1000,
              "mounting": { "member": "west", "positionM": 7.5, "directions": { "x": "longitudinal", "z": "vertical" } },
              "calibration": { "z": { "factor": 1.01 } },
            },
            {
              "id": "acc-2",
              "kind": "adxl357",
              "bus": { "type": "spi", "bus": 0, "chipSelect": 1 },
              "sampleRateHz": 500,
              "mounting": { "member": "east", "positionM": 22.5 },
            },
          ],
          "windows": { "seconds": 60 },
          "features": {
            "welchSegmentSeconds": 8,
            "bands": [{ "name": "low", "lowHz": 1, "highHz": 20 }],
            "modes": [{ "name": "mode-1", "span": "span-1", "lowHz": 2, "highHz": 5, "channels": ["acc-1.z"] }],
          },
          "rules": [
            { "id": "peak-high", "feature": "acc-1.z/peak", "above": 5 },
            { "id": "mode-drop", "feature": "span-1/mode-1-frequency", "dropPercent": 5, "hysteresis": 1 },
          ],
          "sync": { "broker": { "host": "127.0.0.1", "port": 1883 } },
          "page": { "listen": "127.0.0.1:8480" },
        }
        """;

    public static StationLoadResult Parse(string text) => StationFile.Parse(Encoding.UTF8.GetBytes(text), "station.json");

    /// <summary>The valid file with one passage replaced; the passage must stand in it exactly once.</summary>
    public static string With(string passage, string replacement)
    {
        Assert.Equal(2, Valid.Split(passage).Length);
        return Valid.Replace(passage, replacement, StringComparison.Ordinal);
    }

    /// <summary>Line (from 1) of a passage.</summary>
    public static int LineOf(string text, string passage)
    {
        var at = text.IndexOf(passage, StringComparison.Ordinal);
        Assert.True(at >= 0, $"not found: {passage}");
        return 1 + text.AsSpan(0, at).Count('\n');
    }
}
