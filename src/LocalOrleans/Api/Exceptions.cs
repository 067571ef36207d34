namespace Orleans.Runtime
{
    /// <summary>The base of what the engine itself throws.</summary>
    public class OrleansException : Exception
    {
        /// <summary>A fault of the engine.</summary>
        public OrleansException()
        {
        }

        /// <summary>A fault of the engine, in words.</summary>
        public OrleansException(string message)
            : base(message)
        {
        }

        /// <summary>A fault of the engine, with its cause.</summary>
        public OrleansException(string message, Exception innerException)
            : base(message, innerException)
        {
        }
    }

    /// <summary>The engine would not take a call.</summary>
    public class OrleansMessageRejectionException : OrleansException
    {
        internal OrleansMessageRejectionException(string message)
            : base(message)
        {
        }
    }

    /// <summary>The engine has not started, or has ended.</summary>
    public sealed class SiloUnavailableException : OrleansMessageRejectionException
    {
        internal SiloUnavailableException(string message)
            : base(message)
        {
        }
    }

    /// <summary>The application is put together wrongly.</summary>
    public sealed class OrleansConfigurationException : Exception
    {
        /// <summary>What is wrong.</summary>
        public OrleansConfigurationException(string message)
            : base(message)
        {
        }
    }
}

namespace Orleans.Serialization
{
    /// <summary>A value cannot cross a call.</summary>
    public class SerializerException : Exception
    {
        /// <summary>Why not.</summary>
        public SerializerException(string message)
            : base(message)
        {
        }
    }

    /// <summary>A type cannot cross a call.</summary>
    public sealed class CodecNotFoundException : SerializerException
    {
        /// <summary>Which type, and where it stands.</summary>
        public CodecNotFoundException(string message)
            : base(message)
        {
        }
    }
}
