using Ketrew.Expander.Hosting;

namespace Ketrew.PluginHost.Tests.Sandboxing;

/// <summary>A fact about sandbox level 3; skipped, with the reason, on a machine that doesn't reach it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class KernelFactAttribute : FactAttribute
{
    public KernelFactAttribute() => Skip = WhyNot.Value;

    internal static Lazy<string?> WhyNot { get; } = new(() =>
    {
        SandboxState state = SandboxProbe.Run(Builds.Options, CancellationToken.None);
        return state.Level < SandboxLevel.Kernel ? $"this machine has no sandbox level 3: {state.Reason}" : null;
    });
}
