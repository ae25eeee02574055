using System.Buffers;
using System.Text;

namespace Ketrew.Engine.Storage.Sqlite;

/// <summary>A prepared statement. Parameters and columns are counted from 0 here.</summary>
internal sealed unsafe class SqliteStatement(SqliteConnection connection, nint handle) : IDisposable
{
    private const int NullType = 5;
    private const int StackBytes = 512;

    private nint _handle = handle;

    public SqliteStatement Bind(int index, long value)
    {
        _ = SqliteLibrary.BindInteger(_handle, index + 1, value);
        return this;
    }

    public SqliteStatement Bind(int index, long? value) => value is { } number ? Bind(index, number) : BindNull(index);

    public SqliteStatement Bind(int index, string? value)
    {
        if (value is null)
        {
            return BindNull(index);
        }

        int most = Encoding.UTF8.GetMaxByteCount(value.Length);
        byte[]? rented = most > StackBytes ? ArrayPool<byte>.Shared.Rent(most) : null;
        Span<byte> buffer = rented ?? stackalloc byte[StackBytes];
        int count = Encoding.UTF8.GetBytes(value, buffer);
        fixed (byte* text = buffer)
        {
            _ = SqliteLibrary.BindText(_handle, index + 1, text, count, SqliteLibrary.Transient);
        }

        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }

        return this;
    }

    public SqliteStatement Bind(int index, ReadOnlySpan<byte> value)
    {
        fixed (byte* bytes = value)
        {
            _ = SqliteLibrary.BindBlob(_handle, index + 1, bytes, value.Length, SqliteLibrary.Transient);
        }

        return this;
    }

    /// <summary>Goes to the next row; false when there is none.</summary>
    public bool Step()
    {
        int code = SqliteLibrary.Step(_handle);
        if (code is SqliteLibrary.Row)
        {
            return true;
        }

        connection.Check(code, "read or written");
        return false;
    }

    /// <summary>Runs the statement and makes it ready for other parameters.</summary>
    public void Run()
    {
        int code = SqliteLibrary.Step(_handle);
        _ = SqliteLibrary.Reset(_handle);
        connection.Check(code, "written");
    }

    public void Reset() => _ = SqliteLibrary.Reset(_handle);

    public long Integer(int column) => SqliteLibrary.ColumnInteger(_handle, column);

    public bool IsNull(int column) => SqliteLibrary.ColumnType(_handle, column) == NullType;

    public string Text(int column) => Encoding.UTF8.GetString(Utf8(column));

    /// <summary>The text's bytes, valid until the next step.</summary>
    public ReadOnlySpan<byte> Utf8(int column)
    {
        byte* text = SqliteLibrary.ColumnText(_handle, column);
        return new ReadOnlySpan<byte>(text, SqliteLibrary.ColumnByteCount(_handle, column));
    }

    /// <summary>The bytes, valid until the next step.</summary>
    public ReadOnlySpan<byte> Blob(int column)
    {
        byte* value = SqliteLibrary.ColumnBlob(_handle, column);
        return new ReadOnlySpan<byte>(value, SqliteLibrary.ColumnByteCount(_handle, column));
    }

    public void Dispose()
    {
        if (_handle != 0)
        {
            _ = SqliteLibrary.FinalizeStatement(_handle);
            _handle = 0;
        }
    }

    private SqliteStatement BindNull(int index)
    {
        _ = SqliteLibrary.BindNull(_handle, index + 1);
        return this;
    }
}
