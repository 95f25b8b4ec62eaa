using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using CodeAct.Robotics.Mqtt.Link;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace CodeAct.Robotics.Mqtt.MqttNet;

/// <summary>How to reach a broker, as MQTTnet wants it.</summary>
internal static class NetOptions
{
    // Where a broker does not keep to a bound of its own: so many messages it may send before the first is acknowledged.
    private const ushort MostUnacknowledged = 100;

    /// <exception cref="MqttException">A certificate file can't be used.</exception>
    public static MqttClientOptions Of(MqttOptions options)
    {
        var made = new MqttClientOptions
        {
            // Without it some versions speak 3.1.1, which has neither expiry nor response topics.
            ProtocolVersion = MqttProtocolVersion.V500,
            ClientId = options.ClientId,
            CleanSession = options.SessionExpirySeconds == 0,
            SessionExpiryInterval = options.SessionExpirySeconds,
            MaximumPacketSize = options.MostBytes,
            ReceiveMaximum = MostUnacknowledged,
            KeepAlivePeriod = TimeSpan.FromSeconds(options.KeepAliveSeconds),
            ChannelOptions = new MqttClientTcpOptions { RemoteEndpoint = new DnsEndPoint(options.Host, options.Port), TlsOptions = Tls(options) },
        };
        if (options.User is not null) made.Credentials = new MqttClientCredentials(options.User, options.Password is { } password ? Encoding.UTF8.GetBytes(password) : null);
        if (options.Will is { } will)
        {
            made.WillTopic = will.Topic;
            made.WillPayload = will.Payload.ToArray();
            made.WillQualityOfServiceLevel = (MqttQualityOfServiceLevel)will.QoS;
            made.WillRetain = will.Retain;
        }
        return made;
    }

    private static MqttClientTlsOptions Tls(MqttOptions options)
    {
        if (!options.Tls) return new MqttClientTlsOptions();
        // Authorities of one's own, as brokers in a house have, publish no lists of revocations.
        var tls = new MqttClientTlsOptions { UseTls = true, TargetHost = options.Host, RevocationMode = X509RevocationMode.NoCheck, IgnoreCertificateRevocationErrors = true };
        if (options.AuthorityFile is { } file) tls.TrustChain = Read(file, Authorities);
        if (options.CertificateFile is { } own)
        {
            X509Certificate2 certificate = Read(own, path => X509Certificate2.CreateFromPemFile(path, options.KeyFile));
            // Without a choice of ours the runtime sends none whose authority the broker does not name.
            tls.CertificateSelectionHandler = _ => certificate;
            tls.ClientCertificatesProvider = new DefaultMqttCertificatesProvider([certificate]);
        }
        return tls;
    }

    private static X509Certificate2Collection Authorities(string file)
    {
        var all = new X509Certificate2Collection();
        all.ImportFromPemFile(file);
        return all.Count > 0 ? all : throw new CryptographicException("it has no certificate (PEM).");
    }

    private static T Read<T>(string file, Func<string, T> read)
    {
        try
        {
            return read(file);
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new MqttException($"TLS can't be used: {file}: {e.Message} Check the certificate files.");
        }
    }
}
