// source: refused; level 2: reaches; level 3: fails
[Stanza("attempt")]
public sealed class Attempt : Stanza<Prey>
{
    protected override void Expand(Prey prey, StanzaContext context)
    {
        var method = new System.Reflection.Emit.DynamicMethod("read", typeof(string), [typeof(string)]);
        var code = method.GetILGenerator();
        code.Emit(System.Reflection.Emit.OpCodes.Ldarg_0);
        code.Emit(System.Reflection.Emit.OpCodes.Call, typeof(System.IO.File).GetMethod("ReadAllText", [typeof(string)])!);
        code.Emit(System.Reflection.Emit.OpCodes.Ret);
        context.Warning($"reached {method.CreateDelegate<Func<string, string>>()(prey.Secret)}");
    }
}
