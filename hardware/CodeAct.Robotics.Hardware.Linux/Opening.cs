namespace CodeAct.Robotics.Hardware.Linux;

/// <summary>Opens several parts of a device, or none.</summary>
internal static class Opening
{
    /// <summary>Opens all; if one can't be had, those before it are disposed.</summary>
    public static T[] All<TAddress, T>(IEnumerable<TAddress> addresses, Func<TAddress, T> open)
        where T : IDisposable
    {
        var opened = new List<T>();
        try
        {
            foreach (TAddress address in addresses) opened.Add(open(address));
            return [.. opened];
        }
        catch
        {
            foreach (T part in opened) part.Dispose();
            throw;
        }
    }
}
