using System.Diagnostics.CodeAnalysis;
using Ketrew.Sdk;
using Ketrew.Sdk.Describing;
using Ketrew.Sdk.Planning;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Expander.Language.Decoding;

/// <summary>An image, or <c>{image: …, volumes: […], options: […]}</c>.</summary>
internal static class ContainerDecoder
{
    private static readonly Decoder<string> _image = Decoders.SomeText("write the name of an image: `docker.io/library/alpine:3.20`");

    private static readonly FieldSchema<Draft> _schema = new FieldSchema<Draft>("`container`")
        .Field("image", _image, "As podman and docker take it: `docker.io/library/alpine:3.20`.", (draft, image) => draft.Value = draft.Value with { Image = image.Value })
        .Field("volumes", Decoders.ListOf(Decoders.SomeText("write `/here:/there`")), "Mounted besides the project: `[/data, /here:/there:ro]`.", (draft, volumes) =>
            draft.Value = draft.Value with { Volumes = volumes.Value.Select(volume => volume.Value).ToValueList() })
        .Field("options", Decoders.ListOf(Decoders.SomeText("write `--network=none`")), "Further words for the container program: `[--network=none]`.", (draft, options) =>
            draft.Value = draft.Value with { Options = options.Value.Select(option => option.Value).ToValueList() })
        .Require("image", "write `image: docker.io/library/alpine:3.20`");

    /// <summary>Reads a container.</summary>
    public static Decoder<Container> Decoder { get; } = new(Read, new FieldType.Shapes(_image.Type, null, _schema.Type));

    private static bool Read(Node node, DecodeContext context, [MaybeNullWhen(false)] out Container value)
    {
        Draft draft = new();
        bool isGood = node is ScalarNode ? _image.Decode(node, context, out string? image) : _schema.Decode(node, draft, context) & ((image = draft.Value.Image) is not null);
        value = isGood ? draft.Value with { Image = image! } : null;
        return isGood;
    }

    private sealed class Draft
    {
        public Container Value = new("");
    }
}
