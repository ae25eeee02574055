namespace Versioned;

public static class Edition
{
    public static string Text => "version 1";
}
