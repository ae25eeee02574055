using FsCheck;
using FsCheck.Fluent;
using Ketrew.Backends.Hosts;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Diagnostics;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Backends.Tests.Ssh;

public sealed class HostAddressTests
{
    [Fact]
    public void All_parts_of_an_address_are_read()
    {
        HostAddress address = Read("ssh://me@big.example.org:2222/scratch/my%20dir?shell=bash,-lc&timeout=90&stage=shared&option=ProxyJump%3Dgate");

        Assert.Equal(
            new HostAddress
            {
                Machine = "big.example.org",
                User = "me",
                Port = 2222,
                Playground = "/scratch/my dir",
                Shell = ["bash", "-lc"],
                Timeout = TimeSpan.FromSeconds(90),
                Stage = FilePlacement.Shared,
                Options = ["ProxyJump=gate"],
            },
            address);
    }

    [Theory]
    [InlineData("ssh://big", "big", null)]
    [InlineData("ssh://big/", "big", null)]
    [InlineData("ssh://[::1]", "::1", null)]
    [InlineData("ssh://[fe80::1%25eth0]:22", "fe80::1%25eth0", 22)]
    public void Most_parts_may_be_left_out(string text, string machine, int? port) =>
        Assert.Equal(new HostAddress { Machine = machine, Port = port }, Read(text));

    [Fact]
    public void What_is_written_is_read_back_as_the_same()
    {
        Gen<string> letters = Gen.Elements("a", "Z", "9", "-", "_", ".", "%", "@", ":", "/", "?", "&", "=", ",", "+", " ", "'", "\"", "#", "ü", "🐫")
            .ListOf().Select(list => "x" + string.Concat(list));
        Gen<string> names = letters.Select(text => string.Concat(text.Where(letter => !"[]/@? ".Contains(letter, StringComparison.Ordinal))));
        Gen<HostAddress> addresses =
            from machine in names
            from user in Gen.OneOf(Gen.Constant(""), letters.Select(text => text.Replace(" ", "", StringComparison.Ordinal)))
            from port in Gen.OneOf(Gen.Constant<int?>(null), Gen.Choose(1, 65535).Select(port => (int?)port))
            from playground in Gen.OneOf(Gen.Constant(""), letters.Select(text => $"/{text}".TrimEnd('/')))
            from shell in letters.ListOf()
            from options in letters.ListOf()
            from seconds in Gen.Choose(1, 100_000)
            from stage in Gen.Elements<FilePlacement?>(null, FilePlacement.Copy, FilePlacement.Shared)
            select new HostAddress
            {
                Machine = machine,
                User = user,
                Port = port,
                Playground = playground,
                Shell = [.. shell],
                Options = [.. options],
                Timeout = TimeSpan.FromSeconds(seconds),
                Stage = stage,
            };

        Prop.ForAll(addresses.ToArbitrary(), address => Assert.Equal(address, Read(address.ToString()))).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("big", "`big` must begin with `ssh://`")]
    [InlineData("ssh://", "the name of the host is missing")]
    [InlineData("ssh://me@/x", "the name of the host is missing")]
    [InlineData("ssh://-oProxyCommand=reboot", "`-oProxyCommand=reboot` can't be the name of a host")]
    [InlineData("ssh://-l@big", "`-l` can't be the name of a user")]
    [InlineData("ssh://big:0", "the port `0` must be a number from 1 to 65535")]
    [InlineData("ssh://big:ssh", "the port `ssh` must be a number from 1 to 65535")]
    [InlineData("ssh://big/a%0Ab", "the playground `/a\nb` must be an absolute path")]
    [InlineData("ssh://big?timeout=soon", "the timeout `soon` must be a duration: `60s`")]
    [InlineData("ssh://big?timeout=0", "the timeout must be at least a second")]
    [InlineData("ssh://big?stage=nowhere", "`stage` must be `copy` or `shared`, not `nowhere`")]
    [InlineData("ssh://big?shell=", "words of `shell` and `options` can't be empty")]
    [InlineData("ssh://big?shel=bash", "an address has no `shel`; there are shell, timeout, stage and option")]
    public void What_is_wrong_is_told(string text, string expected)
    {
        bool isRead = HostAddress.TryParse(text, out _, out string? problem);

        Assert.False(isRead);
        Assert.Equal(expected, problem);
    }

    [Fact]
    public void A_declaration_says_the_same_field_by_field()
    {
        BackendSettings settings = Settings(
            ("ssh", "me@big"), ("port", 2222), ("playground", "/scratch/me/"), ("shell", "bash,-lc"), ("timeout", "2m"), ("stage", "shared"),
            ("options", Node.List("ProxyJump=gate")));

        HostAddress? address = HostAddress.Read(settings);

        Assert.Empty(settings.Problems());
        Assert.Equal("ssh://me@big:2222/scratch/me?shell=bash,-lc&timeout=2m&stage=shared&option=ProxyJump%3Dgate", address?.ToString());
    }

    [Fact]
    public void What_is_wrong_with_a_declaration_is_collected()
    {
        BackendSettings settings = Settings(("ssh", "me@-big"), ("prot", 22));

        HostAddress? address = HostAddress.Read(settings);

        Assert.Null(address);
        Assert.Equal(
            ["`-big` can't be the name of a host", "the host `big` has no setting `prot`"],
            settings.Problems().Select((Diagnostic problem) => problem.Message));
    }

    private static HostAddress Read(string text) =>
        HostAddress.TryParse(text, out HostAddress? address, out string? problem) ? address : throw new FormatException($"{text}: {problem}");

    private static BackendSettings Settings(params (string Name, Node Value)[] fields) => new((MappingNode)Node.Mapping(fields), "the host `big`");
}
