using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using CodeAct.Robotics.Mqtt.Link;
using MQTTnet;
using MQTTnet.Packets;
using MQTTnet.Protocol;
using MQTTnet.Server;

namespace CodeAct.Robotics.Mqtt.MqttNet;

/// <summary>
/// A broker in the program, for a robot in whose network there is none: MQTTnet's server with one user. It has no shared subscriptions
/// (a fleet needs a real broker), does not encrypt, does not count down how long a message is worth something, does not say the will of a
/// client that a second one of its name throws out, and keeps retained messages and sessions in memory only: they end with the program.
/// </summary>
public sealed class EmbeddedBroker : IAsyncDisposable
{
    private static readonly TimeSpan Housekeeping = TimeSpan.FromMinutes(1);

    private readonly EmbeddedBrokerOptions _options;
    private readonly TimeProvider _time;
    private readonly byte[] _secret;
    private readonly MqttServer _server;
    private readonly CancellationTokenSource _closing = new();
    private readonly long _started;
    private long _named;
    private Task _keeping = Task.CompletedTask;

    private EmbeddedBroker(EmbeddedBrokerOptions options, TimeProvider time)
    {
        (_options, _time, _started, _secret) = (options, time, time.GetUtcNow().UtcTicks, Digest(options.User, options.Password));
        bool isV6 = options.Address.AddressFamily == AddressFamily.InterNetworkV6;
        MqttServerOptions server = new MqttServerOptionsBuilder()
            .WithDefaultEndpoint()
            .WithDefaultEndpointPort(options.Port)
            .WithDefaultEndpointBoundIPAddress(isV6 ? IPAddress.None : options.Address)
            .WithDefaultEndpointBoundIPV6Address(isV6 ? options.Address : IPAddress.None)
            .WithPersistentSessions()
            .WithMaxPendingMessagesPerClient(options.MostWaiting)
            .WithPendingMessagesOverflowStrategy(MqttPendingMessagesOverflowStrategy.DropNewMessage)
            .Build();
        _server = new MqttServerFactory().CreateMqttServer(server);
        _server.ValidatingConnectionAsync += ValidateAsync;
        _server.InterceptingPublishAsync += InterceptAsync;
    }

    /// <summary>Starts one.</summary>
    /// <param name="options">Where it listens and whom it lets in.</param>
    /// <param name="time">When sessions end; the system's clock without it.</param>
    /// <exception cref="MqttException">There is no password, or the address or port can't be had.</exception>
    public static async Task<EmbeddedBroker> StartAsync(EmbeddedBrokerOptions options, TimeProvider? time = null)
    {
        if (options.Password.Length == 0 || options.User.Length == 0) throw new MqttException("The embedded broker needs a user and a password.");
        var broker = new EmbeddedBroker(options, time ?? TimeProvider.System);
        try
        {
            await broker._server.StartAsync();
        }
        catch (SocketException e)
        {
            await broker.DisposeAsync();
            throw new MqttException($"The embedded broker can't listen at {new IPEndPoint(options.Address, options.Port)}: {e.Message} Is another broker there? Then name that, or another port.");
        }
        broker._keeping = broker.KeepHouseAsync();
        return broker;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _keeping;
        if (_server.IsStarted) await _server.StopAsync(new MqttServerStopOptionsBuilder().Build());
        _server.Dispose();
        _closing.Dispose();
    }

    private Task ValidateAsync(ValidatingConnectionEventArgs connection)
    {
        if (CryptographicOperations.FixedTimeEquals(_secret, Digest(connection.UserName ?? "", connection.Password))) return Task.CompletedTask;
        connection.ReasonCode = MqttConnectReasonCode.BadUserNameOrPassword;
        _options.Log?.Invoke($"The embedded broker does not let in '{connection.ClientId}' from {connection.RemoteEndPoint}: wrong user or password.");
        return Task.CompletedTask;
    }

    private Task InterceptAsync(InterceptingPublishEventArgs publish)
    {
        MqttApplicationMessage message = publish.ApplicationMessage;
        if (message.Payload.Length > _options.MostBytes)
        {
            publish.ProcessPublish = false;
            publish.Response.ReasonCode = MqttPubAckReasonCode.QuotaExceeded;
            publish.Response.ReasonString = $"{_options.MostBytes} bytes at most";
        }
        else if (message.QualityOfServiceLevel > MqttQualityOfServiceLevel.AtMostOnce)
        {
            Name(message);
        }
        return Task.CompletedTask;
    }

    // The server sends what was not acknowledged again under a new number, by which nobody would know it again.
    private void Name(MqttApplicationMessage message)
    {
        List<MqttUserProperty> properties = [.. (message.UserProperties ?? []).Where(p => p.Name != MqttMessage.DeliveryProperty)];
        properties.Add(new MqttUserProperty(MqttMessage.DeliveryProperty, Encoding.UTF8.GetBytes($"{_started:x}-{Interlocked.Increment(ref _named):x}")));
        message.UserProperties = properties;
    }

    // The server looks at a session's age only when its client comes back; one that never does would stay in memory.
    private async Task KeepHouseAsync()
    {
        using var timer = new PeriodicTimer(Housekeeping, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(_closing.Token))
            {
                foreach (MqttSessionStatus session in await _server.GetSessionsAsync())
                    if (session.DisconnectedTimestamp is { } since && session.ExpiryInterval != uint.MaxValue && _time.GetUtcNow().UtcDateTime - since > TimeSpan.FromSeconds(session.ExpiryInterval)) await session.DeleteAsync();
            }
        }
        catch (OperationCanceledException)
        {
            // Closing.
        }
    }

    // Of one length, so that comparing tells nothing about the password's.
    private static byte[] Digest(string user, string password) => SHA256.HashData(Encoding.UTF8.GetBytes($"{user}\0{password}"));
}
