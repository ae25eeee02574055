namespace Ketrew.PluginHost.Sandboxing;

/// <summary>A system call that a sealed host may make.</summary>
/// <param name="Name">Its name in the kernel's manual.</param>
/// <param name="X64">Its number there; -1 where it doesn't exist.</param>
/// <param name="Arm64">Its number there; -1 where it doesn't exist.</param>
/// <param name="Conditions">All must hold. None: always.</param>
internal sealed record SystemCall(string Name, int X64, int Arm64, params ArgumentCondition[] Conditions);

/// <summary>What an argument must be: <c>(argument &amp; Mask) == Value</c>.</summary>
/// <param name="Argument">Its index.</param>
/// <param name="Mask">The bits that count.</param>
/// <param name="Value">What they must be.</param>
internal sealed record ArgumentCondition(int Argument, ulong Mask, ulong Value)
{
    /// <summary>The argument has exactly a value.</summary>
    public static ArgumentCondition Is(int argument, ulong value) => new(argument, ulong.MaxValue, value);

    /// <summary>An argument of the type <c>int</c> has a value: the kernel doesn't look at the upper half.</summary>
    public static ArgumentCondition IsInt(int argument, uint value) => new(argument, uint.MaxValue, value);
}
