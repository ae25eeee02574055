using System.Globalization;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Scheduling;

/// <summary>What attempts are called in queues.</summary>
internal static class JobNames
{
    private const int LongestTitle = 15;
    private const int Digits = 32;

    /// <summary>Tells an attempt from any other of anybody; the same whoever asks.</summary>
    public static string Of(AttemptId id) =>
        "ketrew-" + Digest.Of(id.Run.ToString(), id.Target.Value, id.Number.ToString(CultureInfo.InvariantCulture)).ToString()[..Digits];

    /// <summary>Reminds people of the target: the end of its name, in letters that every scheduler takes.</summary>
    public static string TitleOf(TargetId target)
    {
        string name = target.Value[(target.Value.LastIndexOf(':') + 1)..];
        string plain = string.Concat(name.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '_' ? letter : '_'));
        string title = plain.Length > 0 && char.IsAsciiLetter(plain[0]) ? plain : $"k{plain}";
        return title.Length <= LongestTitle ? title : title[..LongestTitle];
    }
}
