using System.Linq.Expressions;
using System.Reflection;
using TorchSharp;

namespace Weir.TorchSharp;

/// <summary>
/// Sees what a module was given and has put out, whatever the types of its inputs and output, and changes neither: TorchSharp's hooks are
/// delegates of those very types. They are called by <c>call</c> and not by <c>forward</c>.
/// </summary>
internal sealed class OutputHook
{
    private readonly torch.nn.Module _module;
    private readonly MethodInfo _register;
    private readonly Delegate _hook;
    private Action? _remove;

    private OutputHook(torch.nn.Module module, Type hookable, Action<object?[], object?> see)
    {
        _module = module;
        Type type = hookable.GetGenericArguments()[1];
        _register = hookable.GetMethod("register_forward_hook", [type])!;
        _hook = Hook(type, see);
    }

    /// <summary>Prepares a hook; null where a module has no forward pass of its own, as a list of modules.</summary>
    /// <param name="module">The module.</param>
    /// <param name="see">Is given inputs and output.</param>
    public static OutputHook? On(torch.nn.Module module, Action<object?[], object?> see)
    {
        for (Type? type = module.GetType(); type is not null; type = type.BaseType)
        {
            if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(torch.nn.HookableModule<,>))
                return new OutputHook(module, type, see);
        }

        return null;
    }

    /// <summary>Begins to see.</summary>
    public void Attach()
    {
        Detach();
        object remover = _register.Invoke(_module, [_hook])!;
        _remove = remover.GetType().GetMethod("remove")!.CreateDelegate<Action>(remover);
    }

    /// <summary>Ends.</summary>
    public void Detach()
    {
        _remove?.Invoke();
        _remove = null;
    }

    /// <summary>A delegate (module, input…, output) → output that tells of inputs and output.</summary>
    private static Delegate Hook(Type type, Action<object?[], object?> see)
    {
        ParameterExpression[] parameters =
            [.. type.GetMethod("Invoke")!.GetParameters().Select(parameter => Expression.Parameter(parameter.ParameterType))];
        NewArrayExpression inputs = Expression.NewArrayInit(typeof(object),
            parameters[1..^1].Select(parameter => Expression.Convert(parameter, typeof(object))));
        // Null would leave the output as it is too, but a tuple has no null.
        return Expression.Lambda(
            type,
            Expression.Block(
                Expression.Invoke(Expression.Constant(see), inputs, Expression.Convert(parameters[^1], typeof(object))), parameters[^1]),
            parameters).Compile();
    }
}
