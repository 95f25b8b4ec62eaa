namespace CodeAct.Robotics.Mqtt.Service;

/// <summary>The JSON Schema of all messages (json-schema.org, draft 2020-12), with the topic of each under <c>x-topics</c>.</summary>
public static class MessageSchema
{
    /// <summary>The text.</summary>
    public static string Text
    {
        get
        {
            using Stream stream = typeof(MessageSchema).Assembly.GetManifestResourceStream("mqtt.schema.json")!;
            using var reader = new StreamReader(stream);
            return reader.ReadToEnd();
        }
    }
}
