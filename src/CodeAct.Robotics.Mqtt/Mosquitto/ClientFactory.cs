using CodeAct.Robotics.Mqtt.Link;

namespace CodeAct.Robotics.Mqtt.Mosquitto;

/// <summary>Makes clients of the library.</summary>
internal static class ClientFactory
{
    /// <summary>One that is not connected yet; the caller destroys it.</summary>
    /// <param name="options">What to set.</param>
    /// <param name="state">What the library hands to its callbacks.</param>
    /// <exception cref="MqttException">An option is refused.</exception>
    public static unsafe nint Make(MqttOptions options, nint state)
    {
        nint client = Native.New(options.ClientId, options.SessionExpirySeconds == 0, state);
        if (client == 0) throw new MqttException("libmosquitto makes no client.");
        Check(Native.SetOption(client, Native.ProtocolVersionOption, Native.Version5));
        Check(Native.SetOption(client, Native.NoDelayOption, 1));
        Native.SetThreaded(client, true);
        if (options.User is not null) Check(Native.SetLogin(client, options.User, options.Password));
        if (options.Tls) SetTls(client, options);
        if (options.Will is { } will)
            fixed (byte* payload = will.Payload.Span) Check(Native.SetWill(client, will.Topic, will.Payload.Length, payload, will.QoS, will.Retain, 0));
        Callbacks.Register(client);
        return client;
    }

    private static void SetTls(nint client, MqttOptions options)
    {
        if (options.AuthorityFile is null) Check(Native.SetOption(client, Native.SystemCertificatesOption, 1));
        int rc = Native.SetTls(client, options.AuthorityFile, null, options.CertificateFile, options.KeyFile, 0);
        if (rc != Native.Success && !(options.AuthorityFile is null && options.CertificateFile is null)) throw new MqttException($"TLS can't be used: {Native.Error(rc)} Check the certificate files.");
    }

    private static void Check(int rc)
    {
        if (rc != Native.Success) throw new MqttException($"libmosquitto refuses an option: {Native.Error(rc)}");
    }
}
