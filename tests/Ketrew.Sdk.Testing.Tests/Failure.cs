using System.Runtime.CompilerServices;

namespace Ketrew.Sdk.Testing.Tests;

/// <summary>What an assertion says when it fails.</summary>
internal static class Failure
{
    /// <summary>Fails unless the assertion fails with the accepted message.</summary>
    public static Task VerifyFailure(Action assertion, [CallerFilePath] string file = "", [CallerMemberName] string behaviour = "") =>
        Verify(Assert.Throws<StanzaAssertionException>(assertion).Message, "", file, behaviour);
}
