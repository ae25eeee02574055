using System.Text.Json;
using Ketrew.Expander.Hosting;
using Ketrew.Sdk;
using Ketrew.Sdk.Protocol;
using Ketrew.Sdk.Templates;

namespace Ketrew.Expander.Plugins.Templates;

/// <summary>A template stanza that has been read; its expressions haven't.</summary>
/// <param name="Definition">What the plugin host is given.</param>
/// <param name="Source">Where its parts are.</param>
/// <param name="Description">For people; empty when there is none.</param>
/// <param name="Since">The version that first had it; empty when it doesn't say.</param>
internal sealed record Template(TemplateDefinition Definition, TemplateSource Source, string Description, string Since)
{
    /// <summary>Everything that editors are told of it; what is written for people is no part of its identity.</summary>
    public string Documentation => JsonSerializer.Serialize(TemplateDescription.Of(this), ProtocolJson.Default.StanzaDescription);

    /// <summary>The plugin. Its identity knows no line and no comment.</summary>
    public PluginCode ToCode()
    {
        string text = JsonSerializer.Serialize(Definition, ProtocolJson.Default.TemplateDefinition);
        string identity = Digest.Of("template", TemplateDefinition.LanguageVersion, SdkContract.Version, text).ToString();
        HostedPlugin image = new(identity, () => new ProtocolMessage.LoadTemplate(identity, Definition)) { Description = () => [TemplateDescription.Of(this)] };
        return new PluginCode(identity, [new DeclaredStanza(Definition.Name, "", Since)], image) { Template = this };
    }
}
