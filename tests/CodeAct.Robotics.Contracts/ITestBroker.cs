using CodeAct.Robotics.Mqtt.Link;

namespace CodeAct.Robotics.Contracts;

/// <summary>A broker of a test's own, running when it is made, that can be lost and come back.</summary>
public interface ITestBroker : IDisposable
{
    /// <summary>How a client reaches it; it comes back soon when the broker was away.</summary>
    MqttOptions Options(string id);

    /// <summary>It is gone at once and says good-bye to nobody, where it can do that.</summary>
    void Kill();

    /// <summary>It is there again, at the same port.</summary>
    void Start();
}
