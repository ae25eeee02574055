using Ketrew.Expander.Hosting;

namespace Ketrew.PluginHost.Tests.Sandboxing;

/// <summary>A theory about sandbox level 3; skipped, with the reason, on a machine that doesn't reach it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class KernelTheoryAttribute : TheoryAttribute
{
    private static readonly Lazy<SandboxState> _state = new(() => SandboxProbe.Run(Builds.Options, CancellationToken.None));

    public KernelTheoryAttribute()
    {
        if (_state.Value.Level < SandboxLevel.Kernel)
        {
            Skip = $"this machine has no sandbox level 3: {_state.Value.Reason}";
        }
    }
}
