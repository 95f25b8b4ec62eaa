using System.Globalization;
using CodeAct.Robotics.Hardware.Linux.Kernel;

namespace CodeAct.Robotics.Hardware.Linux.Tests;

/// <summary>A PWM chip in sysfs: refuses a duty above its period, a polarity on a running channel, and files that udev has not handed over yet.</summary>
public sealed class FakePwmChip
{
    private readonly FakeKernel _kernel;
    private readonly string _folder;

    public FakePwmChip(FakeKernel kernel, int number, int channels, string uevent = "DRIVER=pwm-bcm2835\nOF_NAME=pwm\nOF_FULLNAME=/soc/pwm@7e20c000")
    {
        _kernel = kernel;
        _folder = $"/sys/class/pwm/pwmchip{number}";
        Channels = [.. Enumerable.Range(0, channels).Select(_ => new FakePwmChannel())];
        kernel.Add($"{_folder}/npwm", FakeFile.ReadOnly(channels.ToString(CultureInfo.InvariantCulture)));
        kernel.Add($"{_folder}/device/uevent", FakeFile.ReadOnly(uevent));
        kernel.Add($"{_folder}/export", FakeFile.WriteOnly(Export));
        kernel.Add($"{_folder}/unexport", FakeFile.WriteOnly(Unexport));
    }

    public IReadOnlyList<FakePwmChannel> Channels { get; }

    /// <summary>How long udev takes to hand a fresh channel's files over.</summary>
    public long UdevNanoseconds { get; set; }

    /// <summary>The chip can't turn its polarity: it has no such file.</summary>
    public bool HasNoPolarity { get; set; }

    public void Unplug()
    {
        foreach (FakePwmChannel channel in Channels) channel.Gone = true;
        _kernel.Remove(_folder);
    }

    private FakePwmChannel Channel(string text) =>
        int.TryParse(text, out int number) && number >= 0 && number < Channels.Count ? Channels[number] : throw FakeKernel.Error(Errno.Enodev, "export");

    private void Export(string text)
    {
        FakePwmChannel channel = Channel(text);
        if (channel.IsExported || channel.IsKernels) throw FakeKernel.Error(Errno.Ebusy, "export");
        channel.IsExported = true;
        string folder = $"{_folder}/pwm{text}";
        List<FakeFile> files =
        [
            _kernel.Add($"{folder}/period", new FakeFile { OnRead = () => channel.Period.ToString(CultureInfo.InvariantCulture), OnWrite = t => channel.SetPeriod(Parse(t)) }),
            _kernel.Add($"{folder}/duty_cycle", new FakeFile { OnRead = () => channel.Duty.ToString(CultureInfo.InvariantCulture), OnWrite = t => channel.SetDuty(Parse(t)) }),
            _kernel.Add($"{folder}/enable", new FakeFile { OnRead = () => channel.IsEnabled ? "1" : "0", OnWrite = t => channel.Enable(t == "1") }),
        ];
        if (!HasNoPolarity) files.Add(_kernel.Add($"{folder}/polarity", new FakeFile { OnRead = () => channel.IsInversed ? "inversed" : "normal", OnWrite = channel.SetPolarity }));
        if (UdevNanoseconds == 0) return;
        foreach (FakeFile file in files) file.Writable = false;
        _kernel.Time.At(_kernel.Time.Nanoseconds + UdevNanoseconds, () => files.ForEach(f => f.Writable = true));
    }

    private void Unexport(string text)
    {
        FakePwmChannel channel = Channel(text);
        if (!channel.IsExported) throw FakeKernel.Error(Errno.Enodev, "unexport");
        channel.IsExported = false;
        _kernel.Remove($"{_folder}/pwm{text}");
    }

    private static long Parse(string text) => long.TryParse(text, CultureInfo.InvariantCulture, out long value) && value >= 0 ? value : throw FakeKernel.Error(Errno.Einval, "write");
}

/// <summary>One channel, in nanoseconds.</summary>
public sealed class FakePwmChannel
{
    public long Period { get; private set; }

    public long Duty { get; private set; }

    public bool IsEnabled { get; private set; }

    public bool IsInversed { get; private set; }

    public bool IsExported { get; set; }

    /// <summary>The kernel itself has it, for a fan or a backlight.</summary>
    public bool IsKernels { get; set; }

    public bool Gone { get; set; }

    /// <summary>Called before anything changes: the circuit outside.</summary>
    public Action? Changing { get; set; }

    /// <summary>The part of time in which the pin is high; a disabled channel is low.</summary>
    public double High => !IsEnabled || Period == 0 ? 0 : IsInversed ? 1 - (double)Duty / Period : (double)Duty / Period;

    public void SetPeriod(long period) => Apply(period, Duty);

    public void SetDuty(long duty) => Apply(Period, duty);

    public void Enable(bool on)
    {
        ThrowIfGone();
        if (on && Period == 0) throw FakeKernel.Error(Errno.Einval, "enable");
        Changing?.Invoke();
        IsEnabled = on;
    }

    public void SetPolarity(string polarity)
    {
        ThrowIfGone();
        if (polarity is not ("normal" or "inversed") || Period == 0) throw FakeKernel.Error(Errno.Einval, "polarity");
        if (IsEnabled) throw FakeKernel.Error(Errno.Ebusy, "polarity");
        IsInversed = polarity == "inversed";
    }

    private void Apply(long period, long duty)
    {
        ThrowIfGone();
        if (period == 0 || duty > period) throw FakeKernel.Error(Errno.Einval, "apply");
        Changing?.Invoke();
        Period = period;
        Duty = duty;
    }

    private void ThrowIfGone()
    {
        if (Gone) throw FakeKernel.Error(Errno.Enodev, "apply");
    }
}
