package dev.slipway.server.git;

import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jgit.lib.Repository;

/**
 * A repository that is open; safe for use by many threads.
 *
 * @param moving held while references move and the move is recorded, so that moves are recorded in
 *     the order in which they happen
 */
record OpenRepository(RepositoryId id, Repository files, ReentrantLock moving) {}
