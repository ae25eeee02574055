using Ketrew.Sdk;
using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Tests.Hosted;

/// <summary>Backends that a program brings itself.</summary>
public sealed class LinkedBackendTests
{
    private static readonly BackendContext _context = new() { Name = "mine", Settings = BackendSettings.Empty, PlaygroundRoot = "/p", MachineName = "here" };

    [Fact]
    public void A_class_says_which_kind_it_is_and_is_made_of_its_context()
    {
        LinkedBackend linked = LinkedBackend.Of<Fine>();

        Assert.Equal("fine", linked.Kind);
        Assert.Equal("mine", linked.Create(_context).Name);
    }

    [Fact]
    public void What_its_constructor_throws_comes_as_it_is() =>
        Assert.Equal("not today", Assert.Throws<BackendException>(() => LinkedBackend.Of<Refusing>().Create(_context)).Message);

    [Fact]
    public void A_class_that_is_no_backend_to_declare_is_refused_with_the_reason()
    {
        Assert.Contains("has no [Backend(\"kind\")]", Assert.Throws<ArgumentException>(LinkedBackend.Of<Nameless>).Message, StringComparison.Ordinal);
        Assert.Contains("a kind is lower-case letters", Assert.Throws<ArgumentException>(LinkedBackend.Of<Loud>).Message, StringComparison.Ordinal);
        Assert.Contains("no public constructor that takes a BackendContext", Assert.Throws<ArgumentException>(LinkedBackend.Of<Closed>).Message, StringComparison.Ordinal);
    }

#pragma warning disable CA1812 // They are made by reflection.
    [Backend("fine")]
    private sealed class Fine(BackendContext context) : Nothing(context);

    [Backend("LOUD")]
    private sealed class Loud(BackendContext context) : Nothing(context);

    [Backend("closed")]
    private sealed class Closed() : Nothing(_context);

    private sealed class Nameless(BackendContext context) : Nothing(context);

    [Backend("refusing")]
    private sealed class Refusing : Nothing
    {
        public Refusing(BackendContext context)
            : base(context) => throw new BackendException("not today");
    }

#pragma warning restore CA1812

    private abstract class Nothing(BackendContext context) : IBackend
    {
        public string Name => context.Name;

        public bool OutlivesEngine => false;

        public TimeSpan? PollInterval => null;

        public void Start(ValueList<Attempt> attempts, IAttemptListener listener) => throw new NotSupportedException();

        public Task<ValueList<AttemptObservation>> ObserveAsync(ValueList<AttemptReference> attempts, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<ValueList<AttemptReference>> FindAsync(string project, string projectDirectory, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<ValueList<KillAnswer>> KillAsync(ValueList<AttemptReference> attempts, KillStrength strength, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<Verdict> ProbeAsync(Probe probe, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
