using System.Text;
using Ketrew.Engine.Fingerprints;
using Ketrew.Sdk;

namespace Ketrew.Engine.Running;

/// <summary>Reads the end of logs, however long they are.</summary>
internal static class LogTail
{
    private const int MostBytes = 32 * 1024;

    /// <summary>The last lines; empty when there is no log.</summary>
    public static ValueList<string> Read(string path, int lineCount)
    {
        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            _ = file.Seek(-Math.Min(file.Length, MostBytes), SeekOrigin.End);
            byte[] bytes = new byte[MostBytes];
            int count = file.ReadAtLeast(bytes, MostBytes, throwOnEndOfStream: false);
            string[] lines = Encoding.UTF8.GetString(bytes, 0, count).TrimEnd('\n').Split('\n');
            return lines is [""] ? [] : [.. lines.TakeLast(lineCount).Select(line => line.TrimEnd('\r'))];
        }
        catch (Exception failure) when (FileFaults.Is(failure))
        {
            return [];
        }
    }
}
