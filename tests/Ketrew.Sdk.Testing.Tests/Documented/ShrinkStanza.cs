using Ketrew.Sdk;

namespace Shrink;

[Stanza("shrink")]
public sealed class ShrinkStanza : Stanza<ShrinkStanza.Fields>
{
    public sealed record Fields(GlobPattern Pictures, int Width = 640);

    protected override void Expand(Fields fields, StanzaContext context)
    {
        if (fields.Width < 1)
        {
            context.Error("`width` is a number of pixels, at least 1", hint: "width: 640");
        }
        foreach (ProjectPath picture in context.Glob(fields.Pictures))
        {
            ProjectPath small = context.Directory / "small" / picture.Name;
            context.Emit(new TargetStanza($"shrink-{picture.Stem}")
            {
                Inputs = [picture],
                Outputs = [small],
                Run = $"convert {Shell.Quote(picture, context.Directory)} -resize {fields.Width} {Shell.Quote(small, context.Directory)}",
            });
        }
    }
}
