using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Tests.Contract;

public sealed class ContractCoverageTests
{
    // Ways to run attempts that are no kinds: on a host, and in the process of plugins.
    private static readonly string[] _more = ["Ssh", "Hosted"];

    [Theory]
    [InlineData(typeof(BackendContractTests<>))]
    [InlineData(typeof(EndingContractTests<>))]
    [InlineData(typeof(ProbeContractTests<>))]
    [InlineData(typeof(QueryContractTests<>))]
    public void Every_kind_passes_every_contract_suite(Type suite)
    {
        IEnumerable<string> kinds = BackendFactory.Kinds.Concat(_more).Select(kind => kind.ToUpperInvariant());

        // The tests of a kind are in the folder that is called like it.
        IEnumerable<string> covered = typeof(ContractCoverageTests).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && IsSuite(type, suite))
            .Select(type => type.Namespace!.Split('.')[^1].ToUpperInvariant());

        Assert.Empty(kinds.Except(covered));
    }

    [Fact]
    public void Every_class_that_runs_attempts_is_tried()
    {
        IEnumerable<string> classes = typeof(BackendFactory).Assembly.GetTypes()
            .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IBackend)))
            .Select(type => type.Name);
        IEnumerable<string> tried = typeof(ContractCoverageTests).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && IsSuite(type, typeof(BackendContractTests<>)))
            .Select(type => type.BaseType!.GetGenericArguments()[0].Name);

        Assert.Empty(classes.Except(tried));
    }

    private static bool IsSuite(Type type, Type suite) => type.BaseType is { IsGenericType: true } parent && parent.GetGenericTypeDefinition() == suite;
}
