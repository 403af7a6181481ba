"""`python -m sipd_desktop.cli`: the sipd command where no script is on the PATH."""

from sipd_desktop.cli.main import main

if __name__ == "__main__":
    main()
