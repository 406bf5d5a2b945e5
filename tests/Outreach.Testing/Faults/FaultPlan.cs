using System.Reflection;

namespace Outreach.Testing.Faults;

/// <summary>Stands for `kill -9`: nothing of the product catches it.</summary>
public sealed class KilledException : Exception
{
    public KilledException()
        : base("The process was killed here by a test.")
    {
    }

    public KilledException(string message)
        : base(message)
    {
    }

    public KilledException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

/// <summary>Counts the steps a piece of work takes at its ports, and kills it after a chosen one.</summary>
public sealed class FaultPlan
{
    private int _steps;
    private int _killAfter = int.MaxValue;
    private int _loseAnswerOf = int.MaxValue;
    private int _repeat = int.MaxValue;
    private int _meanwhileAfter = int.MaxValue;
    private Func<Task>? _meanwhile;

    /// <summary>Calls that took effect so far.</summary>
    public int Steps => _steps;

    /// <summary>Kills right after the step of this number, from 1; every later call is dead too until <see cref="Restart"/>.</summary>
    public void KillAfter(int step) => _killAfter = step;

    /// <summary>The step of this number takes effect and its answer is lost; everything else goes on.</summary>
    public void LoseAnswerOf(int step) => _loseAnswerOf = step;

    /// <summary>The step of this number is carried out twice, and the second answer counts: an SDK repeats a call by itself whose first answer was lost.</summary>
    public void Repeat(int step) => _repeat = step;

    /// <summary>Something else happens, to its end, after the step of this number and before its answer is known.</summary>
    public void Meanwhile(int step, Func<Task> other) => (_meanwhileAfter, _meanwhile) = (step, other);

    /// <summary>A new process: counts again, kills no more.</summary>
    public void Restart()
    {
        _steps = 0;
        _killAfter = int.MaxValue;
        _loseAnswerOf = int.MaxValue;
        _repeat = int.MaxValue;
        (_meanwhileAfter, _meanwhile) = (int.MaxValue, null);
    }

    /// <summary>A port whose asynchronous calls are steps of this plan.</summary>
    public T Watch<T>(T port)
        where T : class
    {
        T proxy = DispatchProxy.Create<T, Watched<T>>();
        var watched = (Watched<T>)(object)proxy;
        watched.Inner = port;
        watched.Plan = this;
        return proxy;
    }

    /// <summary>Whether the step that begins is carried out twice.</summary>
    internal bool BeforeStep()
    {
        if (_steps >= _killAfter)
        {
            throw new KilledException();
        }

        return _steps + 1 == _repeat;
    }

    internal async Task AfterStepAsync()
    {
        int step = Interlocked.Increment(ref _steps);
        if (step >= _meanwhileAfter && Interlocked.Exchange(ref _meanwhile, null) is { } other)
        {
            await other();
        }

        if (step >= _killAfter)
        {
            throw new KilledException();
        }

        if (step == _loseAnswerOf)
        {
            throw new IOException("The answer of this call was lost.");
        }
    }
}

/// <summary>The proxy behind <see cref="FaultPlan.Watch{T}"/>.</summary>
public class Watched<T> : DispatchProxy
    where T : class
{
    internal T Inner { get; set; } = null!;

    internal FaultPlan Plan { get; set; } = null!;

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        ArgumentNullException.ThrowIfNull(targetMethod);
        Type result = targetMethod.ReturnType;
        if (!typeof(Task).IsAssignableFrom(result))
        {
            return targetMethod.Invoke(Inner, BindingFlags.DoNotWrapExceptions, binder: null, args, culture: null);
        }

        bool twice = Plan.BeforeStep();
        Func<object> call = () => targetMethod.Invoke(Inner, BindingFlags.DoNotWrapExceptions, binder: null, args, culture: null)!;
        return result == typeof(Task)
            ? StepAsync(call, twice)
            : typeof(Watched<T>).GetMethod(nameof(StepOfAsync), BindingFlags.Instance | BindingFlags.NonPublic)!
                .MakeGenericMethod(result.GetGenericArguments()).Invoke(this, [call, twice]);
    }

    private async Task StepAsync(Func<object> call, bool twice)
    {
        await (Task)call();
        if (twice)
        {
            await (Task)call();
        }

        await Plan.AfterStepAsync();
    }

    private async Task<TResult> StepOfAsync<TResult>(Func<object> call, bool twice)
    {
        TResult result = await (Task<TResult>)call();
        if (twice)
        {
            result = await (Task<TResult>)call();
        }

        await Plan.AfterStepAsync();
        return result;
    }
}
