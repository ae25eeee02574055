public sealed class Plain;
