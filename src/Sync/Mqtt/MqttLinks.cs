namespace EdgeTwin.Sync.Mqtt;

/// <summary>Makes the link that this build was made with: MQTTnet with the packages of nuget.org, libmosquitto otherwise.</summary>
public static class MqttLinks
{
    /// <summary>A new link, not yet connected.</summary>
    /// <exception cref="SyncException">The native library is not installed.</exception>
    public static IMqttLink Create(TimeProvider timeProvider)
    {
#if EDGE_PACKAGES_NUGET
        return new MqttNetLink(timeProvider);
#else
        return new Libmosquitto.MosquittoLink(timeProvider);
#endif
    }
}
