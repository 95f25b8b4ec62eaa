using System.Security.Authentication;
using CodeAct.Robotics.Mqtt.Link;
using MQTTnet;

namespace CodeAct.Robotics.Mqtt.MqttNet;

/// <summary>Opens a connection to the broker, looks after it, and closes it.</summary>
internal sealed class NetConnection(MqttOptions options, TimeProvider time)
{
    /// <summary>The patience with a broker that takes a connection or an order and then says nothing.</summary>
    public static readonly TimeSpan Answer = TimeSpan.FromSeconds(20);

    private readonly MqttClientOptions _clientOptions = NetOptions.Of(options);

    /// <summary>The broker did not let us in the last time, and will not the next time.</summary>
    public bool IsRefused { get; private set; }

    /// <summary>Connects.</summary>
    /// <exception cref="MqttException">It can't be reached, or does not let us in.</exception>
    public async Task<MqttClientConnectResult> OpenAsync(IMqttClient client, CancellationToken closing)
    {
        IsRefused = false;
        MqttClientConnectResult result;
        using var silence = new CancellationTokenSource(Answer, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, closing);
        try
        {
            result = await client.ConnectAsync(_clientOptions, limit.Token);
        }
        catch (Exception e)
        {
            Exception cause = e.GetBaseException();
            for (Exception? inner = e; inner is not null; inner = inner.InnerException) if (inner is AuthenticationException) throw new MqttException($"{options} can't be reached: TLS fails: {inner.Message} {(cause == inner ? "" : cause.Message)}".TrimEnd());
            throw new MqttException(cause is OperationCanceledException ? $"{options} can't be reached: it does not answer." : $"{options} can't be reached: {cause.Message}");
        }
        if (result.ResultCode == MqttClientConnectResultCode.Success) return result;
        string why = $"{options} does not let us in: {result.ResultCode} {result.ReasonString}".TrimEnd() + ".";
        // From these a broker recovers by itself; waiting mends no other.
        IsRefused = result.ResultCode is not (MqttClientConnectResultCode.ServerUnavailable or MqttClientConnectResultCode.ServerBusy or MqttClientConnectResultCode.ConnectionRateExceeded);
        throw new MqttException(why);
    }

    /// <summary>Until it is lost, or closing. The library pings only where nothing was sent; asking in any case also finds a broker that takes and never answers.</summary>
    public async Task StayAsync(IMqttClient client, Task lost, CancellationToken closing)
    {
        var period = TimeSpan.FromSeconds(Math.Max(1, options.KeepAliveSeconds));
        while (true)
        {
            try
            {
                await lost.WaitAsync(period, time, closing);
                return;
            }
            catch (TimeoutException)
            {
                using var silence = new CancellationTokenSource(period, time);
                try
                {
                    await client.PingAsync(silence.Token);
                }
                catch (Exception)
                {
                    return;
                }
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    /// <summary>Takes leave of the broker, which then keeps the will to itself.</summary>
    public static async Task CloseAsync(IMqttClient client)
    {
        try
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(2));
            await client.DisconnectAsync(new MqttClientDisconnectOptions(), limit.Token);
        }
        catch (Exception)
        {
            // It was lost before.
        }
    }
}
