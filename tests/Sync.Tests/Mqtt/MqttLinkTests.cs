using EdgeTwin.Sync.Mqtt;

namespace EdgeTwin.Sync.Tests.Mqtt;

#if EDGE_PACKAGES_NUGET
public sealed class MqttNetLinkTests : MqttLinkContract
{
    protected override IMqttLink CreateLink(TimeProvider timeProvider) => new MqttNetLink(timeProvider);
}
#else
public sealed class MosquittoLinkTests : MqttLinkContract
{
    protected override IMqttLink CreateLink(TimeProvider timeProvider) => new EdgeTwin.Sync.Mqtt.Libmosquitto.MosquittoLink(timeProvider);
}
#endif
