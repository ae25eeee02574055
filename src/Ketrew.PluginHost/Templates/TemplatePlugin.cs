using Ketrew.PluginHost.Loading;
using Ketrew.Sdk;
using Ketrew.Sdk.Protocol;
using Ketrew.Sdk.Syntax;
using Ketrew.Sdk.Templates;

namespace Ketrew.PluginHost.Templates;

/// <summary>A template stanza.</summary>
/// <param name="definition">All of it; its texts are read when it is first used.</param>
internal sealed class TemplatePlugin(TemplateDefinition definition) : LoadedPlugin, IOpenPlugin
{
    private readonly Lazy<TemplateProgram> _program = new(() => TemplateProgram.Read(definition));

    /// <inheritdoc/>
    public override IOpenPlugin Open() => this;

    /// <inheritdoc/>
    public void Expand(string stanza, Node fields, StanzaContext context)
    {
        TemplateProgram program = _program.Value;
        foreach (TemplateFailure problem in program.Problems)
        {
            context.Report(problem.ToDiagnostic(SdkCodes.TemplateSyntax));
        }

        if (stanza is TemplateDefinition.Check || program.Problems.Count > 0)
        {
            return;
        }

        if (new TemplateBinder(context.Directory, context.Report).Bind(fields, definition.Fields, FieldPath.Stanza) is { } bound)
        {
            Run(program, bound, context);
        }
    }

    /// <inheritdoc/>
    public string[] FramesOf(Exception exception) => [];

    /// <inheritdoc/>
    public void Dispose()
    {
        // It holds nothing that an expansion could change.
    }

    private void Run(TemplateProgram program, MappingNode fields, StanzaContext context)
    {
        try
        {
            new TemplateExpansion(definition, program, context).Run(fields);
        }
        catch (TemplateException failure)
        {
            if (!TemplateExpansion.HasFailed(context))
            {
                context.Report(failure.Failure.ToDiagnostic(SdkCodes.TemplateFailure));
            }
        }
    }
}
