import Glibc

/// What the environment has under `name`; `nil` where it has nothing. `getenv(3)`.
func environment(_ name: String) -> String? {
    unsafe getenv(name).map { unsafe String(cString: $0) }
}
