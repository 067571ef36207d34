namespace Orleans;

/// <summary>Why an activation ends.</summary>
public readonly record struct DeactivationReason
{
    /// <summary>A reason in words.</summary>
    public DeactivationReason(DeactivationReasonCode code, string text)
        : this(code, exception: null, text)
    {
    }

    /// <summary>A reason in words, with the fault that led to it.</summary>
    public DeactivationReason(DeactivationReasonCode code, Exception? exception, string text)
    {
        ReasonCode = code;
        Exception = exception;
        Description = text;
    }

    /// <summary>The reason in words.</summary>
    public string Description { get; }

    /// <summary>The kind of reason.</summary>
    public DeactivationReasonCode ReasonCode { get; }

    /// <summary>The fault that led to it, if one did.</summary>
    public Exception? Exception { get; }

    /// <inheritdoc/>
    public override string ToString() =>
        Exception is null ? $"{ReasonCode}: {Description}" : $"{ReasonCode}: {Description}. Exception: {Exception}";
}

/// <summary>The kinds of reason for which an activation ends.</summary>
public enum DeactivationReasonCode : byte
{
    /// <summary>None was given.</summary>
    None,

    /// <summary>The process ends.</summary>
    ShuttingDown,

    /// <summary>The activation did not come about.</summary>
    ActivationFailed,

    /// <summary>The directory of grains failed.</summary>
    DirectoryFailure,

    /// <summary>Nobody called for a while.</summary>
    ActivationIdle,

    /// <summary>The activation does not answer.</summary>
    ActivationUnresponsive,

    /// <summary>There is another activation of the grain.</summary>
    DuplicateActivation,

    /// <summary>A call came that this process cannot serve.</summary>
    IncompatibleRequest,

    /// <summary>The grain's own code failed.</summary>
    ApplicationError,

    /// <summary>The grain asked for it.</summary>
    ApplicationRequested,

    /// <summary>The activation moves to another process.</summary>
    Migrating,

    /// <summary>The engine asked for it.</summary>
    RuntimeRequested,

    /// <summary>Memory is short.</summary>
    HighMemoryPressure,
}
