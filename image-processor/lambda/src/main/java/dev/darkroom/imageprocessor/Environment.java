package dev.darkroom.imageprocessor;

/** The process that Lambda keeps between invocations. */
interface Environment {
    /**
     * Ends it. Lambda starts another one for the invocations to come, and whatever this one has not answered is
     * delivered again.
     */
    void end();

    /** This JVM: halted, as a thread that does not stop would also keep an orderly exit from coming. */
    static Environment ofJvm() {
        return () -> Runtime.getRuntime().halt(1);
    }
}
