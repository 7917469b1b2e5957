using EdgeTwin.EdgeAgent.Configuration;

namespace EdgeTwin.EdgeAgent.Tests.Configuration;

public sealed class ListenAddressTests
{
    [Theory]
    [InlineData("127.0.0.1:8480", "127.0.0.1:8480")]
    [InlineData("0.0.0.0:0", "0.0.0.0:0")]
    [InlineData("[::]:80", "[::]:80")]
    [InlineData("localhost:65535", "127.0.0.1:65535")]
    public void TryParse_Address_IsAccepted(string text, string endPoint)
    {
        Assert.True(ListenAddress.TryParse(text, out var parsed));
        Assert.Equal(endPoint, parsed.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("8480")]
    [InlineData(":8480")]
    [InlineData("127.0.0.1")]
    [InlineData("127.0.0.1:")]
    [InlineData("127.0.0.1:65536")]
    [InlineData("127.0.0.1:-1")]
    [InlineData("1:80")]
    [InlineData("::1:80")]
    [InlineData("[127.0.0.1]:80")]
    [InlineData("http://127.0.0.1:80")]
    [InlineData("bridge.example.org:80")]
    public void TryParse_AnythingElse_IsRefused(string text) => Assert.False(ListenAddress.TryParse(text, out _));
}
