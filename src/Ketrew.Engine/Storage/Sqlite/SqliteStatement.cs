using System.Buffers;
using System.Text;

namespace Ketrew.Engine.Storage.Sqlite;

/// <summary>A statement, prepared when it is first used and released with its connection. Parameters and columns are counted from 0.</summary>
internal sealed unsafe class SqliteStatement(SqliteConnection connection, string sql)
{
    private const int NullType = 5;
    private const int StackBytes = 512;

    private nint _handle;

    private nint Handle => _handle == 0 ? _handle = connection.PrepareNow(sql) : _handle;

    public SqliteStatement Bind(int index, long value)
    {
        _ = SqliteLibrary.BindInteger(Handle, index + 1, value);
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
            _ = SqliteLibrary.BindText(Handle, index + 1, text, count, SqliteLibrary.Transient);
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
            _ = SqliteLibrary.BindBlob(Handle, index + 1, bytes, value.Length, SqliteLibrary.Transient);
        }

        return this;
    }

    /// <summary>Goes to the next row; false when there is none. Who stops earlier must <see cref="Reset"/>, or keeps the database busy.</summary>
    public bool Step()
    {
        int code = SqliteLibrary.Step(Handle);
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
        int code = SqliteLibrary.Step(Handle);
        _ = SqliteLibrary.Reset(Handle);
        connection.Check(code, "written");
    }

    public void Reset() => _ = SqliteLibrary.Reset(Handle);

    public long Integer(int column) => SqliteLibrary.ColumnInteger(Handle, column);

    public bool IsNull(int column) => SqliteLibrary.ColumnType(Handle, column) == NullType;

    public long? IntegerOrNull(int column) => IsNull(column) ? null : Integer(column);

    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    public string Text(int column) => Encoding.UTF8.GetString(Utf8(column));

    /// <summary>The text's bytes, valid until the next step.</summary>
    public ReadOnlySpan<byte> Utf8(int column)
    {
        byte* text = SqliteLibrary.ColumnText(Handle, column);
        return new ReadOnlySpan<byte>(text, SqliteLibrary.ColumnByteCount(Handle, column));
    }

    /// <summary>The bytes, valid until the next step.</summary>
    public ReadOnlySpan<byte> Blob(int column)
    {
        byte* value = SqliteLibrary.ColumnBlob(Handle, column);
        return new ReadOnlySpan<byte>(value, SqliteLibrary.ColumnByteCount(Handle, column));
    }

    public void Release()
    {
        if (_handle != 0)
        {
            _ = SqliteLibrary.FinalizeStatement(_handle);
            _handle = 0;
        }
    }

    private SqliteStatement BindNull(int index)
    {
        _ = SqliteLibrary.BindNull(Handle, index + 1);
        return this;
    }
}
