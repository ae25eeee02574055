namespace Ketrew.PluginHost.Tests.Sandboxing;

/// <summary>A theory about sandbox level 3; skipped, with the reason, on a machine that doesn't reach it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class KernelTheoryAttribute : TheoryAttribute
{
    public KernelTheoryAttribute() => Skip = KernelFactAttribute.WhyNot.Value;
}
