using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.InteropServices.Marshalling;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.Engine.Storage.Sqlite;

/// <summary>The functions of the system's SQLite that we call; https://www.sqlite.org/c3ref/funclist.html.</summary>
internal static unsafe partial class SqliteLibrary
{
    public const int Ok = 0;
    public const int Busy = 5;
    public const int ReadOnly = 8;
    public const int InputOutput = 10;
    public const int Full = 13;
    public const int CannotOpen = 14;
    public const int NotADatabase = 26;
    public const int Corrupt = 11;
    public const int Row = 100;
    public const int Done = 101;
    public const int OpenReadOnly = 1;
    public const int OpenReadWrite = 2;
    public const int OpenCreate = 4;
    public const int OpenNoMutex = 0x8000;

    /// <summary>Tells SQLite to copy what it is given.</summary>
    public static readonly nint Transient = -1;

    private const string Name = "sqlite3";

    static SqliteLibrary() => NativeLibrary.SetDllImportResolver(typeof(SqliteLibrary).Assembly, Resolve);

    [LibraryImport(Name, EntryPoint = "sqlite3_open_v2", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Open(string path, out nint database, int flags, nint fileSystem);

    [LibraryImport(Name, EntryPoint = "sqlite3_close_v2")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Close(nint database);

    [LibraryImport(Name, EntryPoint = "sqlite3_prepare_v2", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Prepare(nint database, string sql, int byteCount, out nint statement, nint tail);

    [LibraryImport(Name, EntryPoint = "sqlite3_exec", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Execute(nint database, string sql, nint callback, nint argument, nint message);

    [LibraryImport(Name, EntryPoint = "sqlite3_step")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Step(nint statement);

    [LibraryImport(Name, EntryPoint = "sqlite3_reset")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Reset(nint statement);

    [LibraryImport(Name, EntryPoint = "sqlite3_finalize")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int FinalizeStatement(nint statement);

    [LibraryImport(Name, EntryPoint = "sqlite3_bind_int64")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int BindInteger(nint statement, int index, long value);

    [LibraryImport(Name, EntryPoint = "sqlite3_bind_null")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int BindNull(nint statement, int index);

    [LibraryImport(Name, EntryPoint = "sqlite3_bind_text")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int BindText(nint statement, int index, byte* text, int byteCount, nint destructor);

    [LibraryImport(Name, EntryPoint = "sqlite3_bind_blob")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int BindBlob(nint statement, int index, byte* value, int byteCount, nint destructor);

    [LibraryImport(Name, EntryPoint = "sqlite3_column_int64")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial long ColumnInteger(nint statement, int column);

    [LibraryImport(Name, EntryPoint = "sqlite3_column_type")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int ColumnType(nint statement, int column);

    [LibraryImport(Name, EntryPoint = "sqlite3_column_text")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial byte* ColumnText(nint statement, int column);

    [LibraryImport(Name, EntryPoint = "sqlite3_column_blob")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial byte* ColumnBlob(nint statement, int column);

    [LibraryImport(Name, EntryPoint = "sqlite3_column_bytes")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int ColumnByteCount(nint statement, int column);

    [LibraryImport(Name, EntryPoint = "sqlite3_busy_timeout")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int BusyTimeout(nint database, int milliseconds);

    [LibraryImport(Name, EntryPoint = "sqlite3_backup_init", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial nint BeginBackup(nint destination, string destinationName, nint source, string sourceName);

    [LibraryImport(Name, EntryPoint = "sqlite3_backup_step")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int StepBackup(nint backup, int pages);

    [LibraryImport(Name, EntryPoint = "sqlite3_backup_finish")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int EndBackup(nint backup);

    [LibraryImport(Name, EntryPoint = "sqlite3_libversion")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial byte* LibraryVersion();

    [LibraryImport(Name, EntryPoint = "sqlite3_errmsg")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial byte* ErrorMessage(nint database);

    /// <summary>As SQLite writes it: <c>3.40.1</c>.</summary>
    public static string Version => Utf8StringMarshaller.ConvertToManaged(LibraryVersion()) ?? "";

    /// <summary>What SQLite said last.</summary>
    public static string Message(nint database) => Utf8StringMarshaller.ConvertToManaged(ErrorMessage(database)) ?? "";

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? paths)
    {
        if (name != Name)
        {
            return 0;
        }

        string[] candidates =
            OperatingSystem.IsWindows() ? ["winsqlite3.dll", "sqlite3.dll"]
            : OperatingSystem.IsMacOS() ? ["libsqlite3.dylib", "libsqlite3.0.dylib"]
            : ["libsqlite3.so.0", "libsqlite3.so"];
        foreach (string candidate in candidates)
        {
            if (NativeLibrary.TryLoad(candidate, assembly, paths, out nint library))
            {
                return library;
            }
        }

        throw new KetrewException($"The system's SQLite library ({candidates[0]}) can't be loaded.")
        {
            Hint = "on Debian and Ubuntu: apt-get install libsqlite3-0",
        };
    }
}
